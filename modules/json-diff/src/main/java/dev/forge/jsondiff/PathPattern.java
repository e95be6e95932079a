package dev.forge.jsondiff;

import java.util.Arrays;
import java.util.List;

/** A JSON Pointer in which the segment {@code *} stands for any one; without segments it is the whole file. */
record PathPattern(List<String> segments) {
    private static final String ANY = "*";

    PathPattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads one.
     *
     * @throws Fault if it is none
     */
    static PathPattern parse(String text) {
        if (text.isEmpty()) {
            return new PathPattern(List.of());
        }
        if (!text.startsWith("/")) {
            throw Fault.setting("The path \"" + text + "\" does not begin with a slash: write it as in /steps/*/note.");
        }
        return new PathPattern(Arrays.stream(text.substring(1).split("/", -1))
                .map(segment -> unescaped(text, segment))
                .toList());
    }

    private static String unescaped(String text, String segment) {
        if (segment.matches(".*~(?![01]).*")) {
            throw Fault.setting("The path \"" + text + "\" has a ~ of its own: write ~0 for ~, and ~1 for a slash that"
                    + " belongs to a name.");
        }
        return segment.replace("~1", "/").replace("~0", "~");
    }

    boolean matches(Pointer pointer) {
        List<String> there = pointer.segments();
        if (there.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals(ANY) && !segments.get(i).equals(there.get(i))) {
                return false;
            }
        }
        return true;
    }
}
