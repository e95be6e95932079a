package dev.forge.transfer.workspace;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds names that would meet in one place: the same name twice, names that differ only in case or Unicode form, a file
 * where a folder must be. It keeps two 64-bit hashes a name (about 24 bytes of heap) in place of the names; two names
 * whose hashes met by chance (once in 10^7 archives of a million names) would be refused, never merged.
 */
public final class NameRegister {
    private enum Kind {
        FILE(0),
        FOLDER(1);

        private final long bit;

        Kind(long bit) {
            this.bit = bit;
        }
    }

    private static final int FIRST_SLOTS = 1 << 12;

    private long[] folded = new long[FIRST_SLOTS];
    private long[] exact = new long[FIRST_SLOTS];
    private int used;
    private String lastFolder = "";

    /** Notes a file; the answer is what it clashes with, as the end of a sentence, or empty. */
    public Optional<String> file(RelativeName name) {
        return folders(name.parent()).or(() -> note(name.text(), Kind.FILE));
    }

    /** Notes a folder, which may come more than once. */
    public Optional<String> folder(RelativeName name) {
        return folders(name.text());
    }

    private Optional<String> folders(String path) {
        if (path.isEmpty() || path.equals(lastFolder)) {
            return Optional.empty();
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Optional<String> clash = note(path.substring(0, slash), Kind.FOLDER);
            if (clash.isPresent()) {
                return clash;
            }
        }
        lastFolder = path;
        return note(path, Kind.FOLDER);
    }

    private Optional<String> note(String name, Kind kind) {
        long key = hash(fold(name));
        long value = (hash(name) & ~1L) | kind.bit;
        int slot = slot(key, folded);
        if (folded[slot] == 0) {
            store(slot, key, value);
            return Optional.empty();
        }
        return clash(exact[slot], value, kind);
    }

    private static Optional<String> clash(long there, long value, Kind kind) {
        if ((there & ~1L) != (value & ~1L)) {
            return Optional.of("differs from another name only in upper and lower case or in Unicode form");
        }
        if ((there & 1L) != (value & 1L)) {
            return Optional.of("is both a file and a folder");
        }
        return kind == Kind.FILE ? Optional.of("comes twice") : Optional.empty();
    }

    private void store(int slot, long key, long value) {
        folded[slot] = key;
        exact[slot] = value;
        used++;
        if (used > folded.length / 4 * 3) {
            grow();
        }
    }

    private void grow() {
        long[] keys = folded;
        long[] values = exact;
        folded = new long[keys.length * 2];
        exact = new long[keys.length * 2];
        for (int at = 0; at < keys.length; at++) {
            if (keys[at] != 0) {
                int slot = slot(keys[at], folded);
                folded[slot] = keys[at];
                exact[slot] = values[at];
            }
        }
    }

    private static int slot(long key, long[] keys) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 20) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Both ways, since some letters have two capitals and some capitals two small ones. */
    private static String fold(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** A multiplicative hash with SplitMix64's finish; zero marks an empty slot and is never an answer. */
    private static long hash(String text) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
