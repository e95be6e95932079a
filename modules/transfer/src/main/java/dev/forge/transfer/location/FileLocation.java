package dev.forge.transfer.location;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** An absolute path of this machine; percent sequences of the URI are decoded. */
public record FileLocation(Path path, String uri) implements Location {
    static FileLocation parse(String uri) {
        String rest = uri.substring("file:".length());
        if (rest.startsWith("//localhost/")) {
            rest = rest.substring("//localhost".length());
        } else if (rest.startsWith("///")) {
            rest = rest.substring(2);
        }
        if (!rest.startsWith("/") || rest.startsWith("//")) {
            throw MisspeltLocation.of(uri, "is no absolute path (three slashes: file:///folder)");
        }
        try {
            return new FileLocation(Path.of(decode(uri, rest)).normalize(), uri);
        } catch (InvalidPathException unusable) {
            throw MisspeltLocation.of(uri, "is no path here: " + unusable.getReason());
        }
    }

    private static String decode(String uri, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] != '%') {
                bytes.write(raw[at]);
                continue;
            }
            bytes.write(percent(uri, raw, at));
            at += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int percent(String uri, byte[] raw, int at) {
        int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
        int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw MisspeltLocation.of(uri, "has a '%' without two hexadecimal digits (write %25)");
        }
        return high * 16 + low;
    }

    /** Whether the user wrote a slash at the end, and so means a folder. */
    public boolean endsWithSlash() {
        return uri.endsWith("/");
    }

    @Override
    public boolean namesZip() {
        return !endsWithSlash() && path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }
}
