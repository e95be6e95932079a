package dev.forge.contract.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key to Temporal. Its text is shown nowhere. */
public sealed interface ApiKey {
    String text();

    /** As it was given. */
    record Given(String text) implements ApiKey {
        @Override
        public String toString() {
            return "an API key";
        }
    }

    /** In a file, read for each call, so that a key may be exchanged while the program runs. */
    record InFile(Path file) implements ApiKey {
        @Override
        public String text() {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("The API key for Temporal cannot be read from " + file + ".", e);
            }
        }
    }
}
