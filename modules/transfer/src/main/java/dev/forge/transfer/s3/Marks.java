package dev.forge.transfer.s3;

import dev.forge.transfer.workspace.Stamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A file's mode and time as metadata of its object, so that a later source can put them back. */
public final class Marks {
    private static final String MODE = "forge-mode";
    private static final String MODIFIED = "forge-modified";

    private Marks() {}

    public static Map<String, String> of(Stamp stamp) {
        Map<String, String> marks = new HashMap<>();
        stamp.mode().ifPresent(mode -> marks.put(MODE, Integer.toOctalString(mode)));
        marks.put(MODIFIED, stamp.modified().toString());
        return marks;
    }

    /** Anybody may have written these: what is not readable does not count. */
    static Stamp read(Map<String, String> metadata, Instant lastModified) {
        return new Stamp(
                Optional.ofNullable(metadata.get(MODE))
                        .filter(text -> text.matches("[0-7]{1,4}"))
                        .map(text -> Integer.valueOf(text, 8)),
                Optional.ofNullable(metadata.get(MODIFIED))
                        .flatMap(Marks::instant)
                        .orElse(lastModified));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
