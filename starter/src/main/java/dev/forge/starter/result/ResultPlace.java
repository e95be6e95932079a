package dev.forge.starter.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.ByteString;
import dev.forge.archive.records.ResultCursor;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.run.Cursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Where a list of results goes on, as a text. */
public final class ResultPlace {
    private ResultPlace() {}

    /** A cursor of the list of that name. */
    public static String cursor(ResultCursor place, String list) {
        try {
            return Cursor.of(ByteString.copyFrom(HistoryFormat.mapper().writeValueAsBytes(place)), list);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of a cursor; empty where the text is none, or one of another list. */
    public static Optional<ResultCursor> read(String cursor, String list) {
        return Cursor.read(cursor, list).map(ResultPlace::parsed);
    }

    private static ResultCursor parsed(ByteString json) {
        try {
            return HistoryFormat.mapper().readValue(json.toByteArray(), ResultCursor.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
