package dev.forge.archive.records;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** One row of an answer, read by the names of its columns. */
record Row(ResultSet columns) {
    String text(String column) throws SQLException {
        return columns.getString(column);
    }

    Optional<String> textIfAny(String column) throws SQLException {
        return Optional.ofNullable(columns.getString(column));
    }

    int number(String column) throws SQLException {
        return columns.getInt(column);
    }

    Optional<Integer> numberIfAny(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, Integer.class));
    }

    long count(String column) throws SQLException {
        return columns.getLong(column);
    }

    <T> T[] array(String column, Class<T[]> type) throws SQLException {
        return type.cast(columns.getArray(column).getArray());
    }

    Instant time(String column) throws SQLException {
        return columns.getObject(column, OffsetDateTime.class).toInstant();
    }

    Optional<Instant> timeIfAny(String column) throws SQLException {
        return Optional.ofNullable(columns.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    <E extends Enum<E>> E name(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, columns.getString(column));
    }

    <T> T json(String column, TypeReference<T> type) throws SQLException {
        return Json.read(columns.getString(column), type);
    }

    <T> T json(String column, Class<T> type) throws SQLException {
        return Json.read(columns.getString(column), type);
    }

    <T> Optional<T> jsonIfAny(String column, Class<T> type) throws SQLException {
        return textIfAny(column).map(json -> Json.read(json, type));
    }
}
