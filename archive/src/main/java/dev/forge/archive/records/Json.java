package dev.forge.archive.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Values as PostgreSQL can keep them. It keeps no NUL, neither in text nor in jsonb, and modules do write them into
 * their last lines and outputs: each becomes Unicode's replacement character.
 */
final class Json {
    private static final String REPLACEMENT = "\uFFFD";
    private static final ObjectWriter WRITER = HistoryFormat.mapper().writer(new WithoutNul());

    private Json() {}

    static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return HistoryFormat.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return HistoryFormat.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String any) {
        return any.replace("\0", REPLACEMENT);
    }

    private static final class WithoutNul extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final SerializableString INSTEAD = new SerializedString(REPLACEMENT);

        private final int[] escapes = standardAsciiEscapesForJSON();

        WithoutNul() {
            escapes[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            // It is asked for all that is not ASCII, too.
            return character == 0 ? INSTEAD : null;
        }
    }
}
