package dev.forge.transfer.report;

/** Writes one flat JSON object, which is all that this program ever says in JSON. */
public final class JsonText {
    private final StringBuilder text = new StringBuilder("{");

    public JsonText number(String key, long value) {
        key(key).append(value);
        return this;
    }

    public JsonText text(String key, String value) {
        quote(key(key), value);
        return this;
    }

    private StringBuilder key(String key) {
        if (text.length() > 1) {
            text.append(", ");
        }
        quote(text, key);
        return text.append(": ");
    }

    private static void quote(StringBuilder into, String value) {
        into.append('"');
        value.codePoints().forEach(point -> escape(into, point));
        into.append('"');
    }

    private static void escape(StringBuilder into, int point) {
        if (point == '"' || point == '\\') {
            into.append('\\').append((char) point);
        } else if (point == '\n') {
            into.append("\\n");
        } else if (point < 0x20 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            into.append(String.format("\\u%04x", point));
        } else {
            into.appendCodePoint(point);
        }
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
