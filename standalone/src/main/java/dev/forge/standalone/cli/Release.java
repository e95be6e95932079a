package dev.forge.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release a clone is. */
final class Release {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>forge</artifactId>\\s*<version>([^<]+)</version>");

    private Release() {}

    static String of(Path clone) {
        Path pom = clone.resolve("pom.xml");
        try {
            Matcher version = VERSION.matcher(Files.readString(pom));
            return version.find() ? version.group(1) : "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(pom + " cannot be read. Call ./forge in a clone.", e);
        }
    }
}
