package dev.forge.contract.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Paths of files in a workspace: names with slashes between them, from the workspace down. */
public final class WorkspacePath {
    /** Characters; Linux takes no longer path. */
    public static final int LONGEST = 4096;

    /**
     * The order of lists: a folder's files stand together where the folder's name stands among its siblings; names by their
     * bytes in UTF-8. No name has to be looked at for what it is before it can be put in its place.
     */
    public static final Comparator<String> ORDER = (one, other) -> Arrays.compareUnsigned(inOrder(one), inOrder(other));

    private WorkspacePath() {}

    /** What keeps a text from being the path of a file, as the end of a sentence; empty: nothing. */
    public static Optional<String> fault(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.length() > LONGEST) {
            return Optional.of("has more than " + LONGEST + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("has a NUL in it");
        }
        List<String> names = List.of(text.split("/", -1));
        if (names.contains("..") || names.contains(".")) {
            return Optional.of("has a name in it that is . or ..");
        }
        return names.contains("") ? Optional.of("begins or ends with a slash, or has two in a row") : Optional.empty();
    }

    static String checked(String text) {
        fault(text).ifPresent(why -> {
            throw new IllegalArgumentException("the path \"" + text + "\" " + why);
        });
        return text;
    }

    // No name holds a NUL, so a slash comes before whatever a name may hold.
    private static byte[] inOrder(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}
