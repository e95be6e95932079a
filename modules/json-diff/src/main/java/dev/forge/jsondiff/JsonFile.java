package dev.forge.jsondiff;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON file of the workspace.
 *
 * @param name as it was given, for sentences
 */
record JsonFile(String name, JsonNode content) {
    /** Both files are in memory, ten times as large. */
    static final long LARGEST = 16L << 20;

    static final int DEEPEST = 200;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Each digit of a number is told.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /**
     * Reads it.
     *
     * @throws Fault if it is not there, too large, or not one JSON value
     */
    static JsonFile read(Path file) {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw Fault.missing("There is no file " + name + " in "
                    + Path.of("").toAbsolutePath() + ": see what the source and the steps before have brought.");
        }
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw Fault.data(name + " has " + size + " bytes: compare files of at most " + LARGEST + ".");
            }
            JsonNode content = READER.readTree(Files.readAllBytes(file));
            if (content.isMissingNode()) {
                throw Fault.data(name + ":1:1: is empty: write one JSON value into it.");
            }
            return new JsonFile(name, content);
        } catch (JacksonException e) {
            throw Fault.data(name + place(e) + ": is not JSON that can be compared: " + reason(e) + ".");
        } catch (NumberFormatException e) {
            // Jackson lets those through whose exponent is no int.
            throw Fault.data(name + ": has a number with an exponent that nothing can hold: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw Fault.disk(name + " cannot be read: " + e + ".");
        }
    }

    // Without where an object began, which Jackson tells as what its parser was reading from.
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
    }

    private static String place(JacksonException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    }
}
