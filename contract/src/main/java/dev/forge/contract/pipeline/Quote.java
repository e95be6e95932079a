package dev.forge.contract.pipeline;

/** Shows a piece of a user's text inside a sentence. */
final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    /** In double quotes, shortened, with control characters made visible. */
    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** Without quotes. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> shown.append(visible(c)));
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    private static String visible(int c) {
        boolean shown = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
        return shown ? Character.toString(c) : "U+%04X".formatted(c);
    }
}
