package dev.forge.runtime.local;

import java.util.Map;

/**
 * Expands {@code $(NAME)} as Kubernetes does in command, args and env: {@code $$} is one dollar, so that
 * {@code $$(NAME)} stays {@code $(NAME)}; an unknown name stays as it was written.
 */
final class Expansion {
    private Expansion() {}

    static String expand(String text, Map<String, String> values) {
        StringBuilder expanded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            at = step(text, at, values, expanded);
        }
        return expanded.toString();
    }

    private static int step(String text, int at, Map<String, String> values, StringBuilder expanded) {
        if (text.startsWith("$$", at)) {
            expanded.append('$');
            return at + 2;
        }
        int end = text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
        if (end < 0) {
            expanded.append(text.charAt(at));
            return at + 1;
        }
        String reference = text.substring(at, end + 1);
        expanded.append(values.getOrDefault(text.substring(at + 2, end), reference));
        return end + 1;
    }
}
