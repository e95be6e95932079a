package dev.forge.standalone.view;

/** Colours, or none. */
public enum Ink {
    COLOURED,
    PLAIN;

    private static final String ESCAPE = "\u001b[";

    public String good(String text) {
        return painted("32", text);
    }

    public String bad(String text) {
        return painted("31", text);
    }

    public String busy(String text) {
        return painted("33", text);
    }

    public String faint(String text) {
        return painted("2", text);
    }

    public String strong(String text) {
        return painted("1", text);
    }

    private String painted(String code, String text) {
        return switch (this) {
            case COLOURED -> text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
            case PLAIN -> text;
        };
    }
}
