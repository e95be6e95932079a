package dev.forge.standalone.cli;

import dev.forge.standalone.client.Refused;
import dev.forge.standalone.client.RunReference;
import dev.forge.standalone.client.StarterClient;
import java.util.List;

/**
 * A file of a run, as a person names it: {@code RUN:PATH}.
 *
 * @param run the run's id
 * @param path of a file, or of a folder with a slash at its end
 */
record FileReference(String run, String path) {
    private static final int NOT_FOUND = 404;

    /** What a text means; ids of runs and paths may have colons in them, so that the first run that is there counts. */
    static FileReference of(String text, StarterClient starter) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new Refused(
                    400, "FILE_REFERENCE", "\"" + text + "\" names no file of a run. Write RUN:PATH.", List.of());
        }
        FileReference first = at(colon, text, starter);
        for (int next = colon; next > 0 && next < text.length() - 1; next = text.indexOf(':', next + 1)) {
            FileReference found = at(next, text, starter);
            if (isThere(found.run(), starter)) {
                return found;
            }
        }
        return first;
    }

    private static FileReference at(int colon, String text, StarterClient starter) {
        return new FileReference(
                new RunReference(text.substring(0, colon)).resolve(starter), text.substring(colon + 1));
    }

    private static boolean isThere(String run, StarterClient starter) {
        try {
            return !starter.run(run).isMissingNode();
        } catch (Refused e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    boolean isFolder() {
        return path.endsWith("/");
    }

    /** The last part of its path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
