package dev.forge.archive;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The key of an entry of a listing.
 *
 * @param isText whether it is the key that the store has; else it has bytes that are no UTF-8, which are replaced
 */
record ListedKey(String text, boolean isText) {
    /** What bytes that are no UTF-8 are read as. Keys may hold it themselves. */
    private static final char NO_CHARACTER = '\uFFFD';

    private static final Pattern ITSELF = Pattern.compile("%EF%BF%BD");

    /**
     * Has a client give the keys of listings as they were sent. The SDK decodes them, and then nobody can tell any more what was
     * replaced from what is a replacement character itself.
     */
    static final class Encoded implements ExecutionInterceptor {
        /** The SDK does not know it, and leaves the keys alone. */
        private static final String KEPT = "url-kept";

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            // It is asked before the SDK's own interceptor, which decodes.
            return context.response() instanceof ListObjectsV2Response listing
                            && listing.encodingType() == EncodingType.URL
                    ? listing.toBuilder().encodingType(KEPT).build()
                    : context.response();
        }

        static boolean isEncoded(ListObjectsV2Response listing) {
            return KEPT.equals(listing.encodingTypeAsString());
        }
    }

    /** As it was sent in a listing of a client with {@link Encoded}; servers need not encode it. */
    static ListedKey of(ListObjectsV2Response listing, String sent) {
        return Encoded.isEncoded(listing) ? decoded(sent) : new ListedKey(sent, sent.indexOf(NO_CHARACTER) < 0);
    }

    private static ListedKey decoded(String sent) {
        try {
            String text = URLDecoder.decode(sent, StandardCharsets.UTF_8);
            long itself =
                    ITSELF.matcher(sent.toUpperCase(Locale.ROOT)).results().count();
            return new ListedKey(
                    text,
                    itself == text.chars().filter(it -> it == NO_CHARACTER).count());
        } catch (IllegalArgumentException e) {
            return new ListedKey(sent, false);
        }
    }

    /** Whether a listing can go on after it: it can be kept, and sent back as it is. */
    boolean tellsAPlace() {
        return isText && !text.isEmpty() && text.indexOf('\0') < 0;
    }
}
