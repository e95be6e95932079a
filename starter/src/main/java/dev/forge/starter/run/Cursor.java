package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.RunKey;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on: Temporal's page token, bound to the list that it belongs to. */
public final class Cursor {
    private static final int BINDING_LENGTH = 8;

    private Cursor() {}

    static String of(ByteString pageToken, RunFilter filter) {
        return of(pageToken, filter.query());
    }

    /** A cursor of the list of that name. */
    public static String of(ByteString pageToken, String list) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(pageToken.toByteArray());
        return binding(text, list) + text;
    }

    /** The page token of a cursor; empty where the text is none, or one of another filter. */
    static Optional<ByteString> read(String cursor, RunFilter filter) {
        return read(cursor, filter.query());
    }

    /** The page token of a cursor; empty where the text is none, or one of another list. */
    public static Optional<ByteString> read(String cursor, String list) {
        if (cursor.length() < BINDING_LENGTH) {
            return Optional.empty();
        }
        String text = cursor.substring(BINDING_LENGTH);
        // Temporal does not say that a page token is wrong: it fails as if by a fault of its own.
        return cursor.startsWith(binding(text, list))
                ? Optional.of(ByteString.copyFrom(Base64.getUrlDecoder().decode(text)))
                : Optional.empty();
    }

    private static String binding(String text, String list) {
        return RunKey.digest(list + "\n" + text, BINDING_LENGTH);
    }
}
