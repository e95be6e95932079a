package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.RunKey;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on: a place that says something to whoever gave it, bound to the list that it belongs to. */
public final class Cursor {
    private static final int BINDING_LENGTH = 8;

    private Cursor() {}

    /** A cursor of the list of that name. */
    public static String of(ByteString place, String list) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(place.toByteArray());
        return binding(text, list) + text;
    }

    /** The place of a cursor; empty where the text is none, or one of another list. */
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
