package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.RunKey;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on: Temporal's page token, bound to the filter that it belongs to. */
final class Cursor {
    private static final int BINDING_LENGTH = 8;

    private Cursor() {}

    static String of(ByteString pageToken, RunFilter filter) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(pageToken.toByteArray());
        return binding(text, filter) + text;
    }

    /** The page token of a cursor; empty where the text is none, or one of another filter. */
    static Optional<ByteString> read(String cursor, RunFilter filter) {
        if (cursor.length() < BINDING_LENGTH) {
            return Optional.empty();
        }
        String text = cursor.substring(BINDING_LENGTH);
        // Temporal does not say that a page token is wrong: it fails as if by a fault of its own.
        return cursor.startsWith(binding(text, filter))
                ? Optional.of(ByteString.copyFrom(Base64.getUrlDecoder().decode(text)))
                : Optional.empty();
    }

    private static String binding(String text, RunFilter filter) {
        return RunKey.digest(filter.query() + "\n" + text, BINDING_LENGTH);
    }
}
