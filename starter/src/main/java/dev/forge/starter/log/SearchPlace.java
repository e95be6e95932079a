package dev.forge.starter.log;

import com.google.protobuf.ByteString;
import dev.forge.starter.run.Cursor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a search goes on.
 *
 * @param attempt its number
 * @param line the number of the line, from 1
 * @param offset of the line, or of the piece of it, in bytes
 */
public record SearchPlace(int attempt, long line, long offset) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\d{1,18}) (\\d{1,18})");

    static SearchPlace startOf(int attempt) {
        return new SearchPlace(attempt, 1, 0);
    }

    SearchPlace nextLine(long at) {
        return new SearchPlace(attempt, line + 1, at);
    }

    SearchPlace inLine(long at) {
        return new SearchPlace(attempt, line, at);
    }

    /** As a cursor of the search of that name. */
    public String cursor(String search) {
        return Cursor.of(ByteString.copyFromUtf8(attempt + " " + line + " " + offset), search);
    }

    /** The place of a cursor; empty where it is none of that search. */
    public static Optional<SearchPlace> read(String cursor, String search) {
        return Cursor.read(cursor, search)
                .map(place -> TEXT.matcher(place.toStringUtf8()))
                .filter(Matcher::matches)
                .map(text -> new SearchPlace(
                        Integer.parseInt(text.group(1)), Long.parseLong(text.group(2)), Long.parseLong(text.group(3))));
    }
}
