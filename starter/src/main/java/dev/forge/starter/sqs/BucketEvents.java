package dev.forge.starter.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what S3 tells of new objects: its own notification (Amazon S3 User Guide, "Event message structure"), also inside of
 * one of SNS, and EventBridge's event "Object Created".
 */
final class BucketEvents {
    private static final ObjectReader READER =
            HistoryFormat.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String CREATED = "ObjectCreated:";

    /** Sent once when a bucket's notifications are configured. */
    private static final String TEST = "s3:TestEvent";

    private BucketEvents() {}

    /**
     * The objects that were made; none where the message tells of something else that S3 tells.
     *
     * @throws Refusal where it is none of S3's messages
     */
    static List<SeenObject> read(String body) {
        JsonNode message = json(body, "the message");
        return of(isOfSns(message) ? json(message.path("Message").asText(), "/Message") : message);
    }

    private static List<SeenObject> of(JsonNode message) {
        if (message.path("Records").isArray()) {
            return records(message.path("Records"));
        }
        if (message.path("source").asText().equals("aws.s3")
                && message.path("detail").isObject()) {
            return ofEventBridge(message);
        }
        if (message.path("Event").asText().equals(TEST)) {
            return List.of();
        }
        throw refused("The message is no notification of S3: it has neither Records nor a detail of aws.s3.");
    }

    private static boolean isOfSns(JsonNode message) {
        return message.path("Type").asText().equals("Notification")
                && message.path("Message").isTextual();
    }

    private static List<SeenObject> records(JsonNode records) {
        List<SeenObject> made = new ArrayList<>();
        for (int index = 0; index < records.size(); index++) {
            JsonNode event = records.get(index);
            // Amazon writes ObjectCreated:Put, MinIO s3:ObjectCreated:Put.
            if (event.path("eventName").asText().replaceFirst("^s3:", "").startsWith(CREATED)) {
                Place place = new Place("/Records/" + index, event);
                made.add(place.object(
                        place.text("/s3/bucket/name"),
                        decoded(place.text("/s3/object/key")),
                        place.text("/s3/object/eTag"),
                        place.count("/s3/object/size"),
                        place.time("/eventTime")));
            }
        }
        return made;
    }

    private static List<SeenObject> ofEventBridge(JsonNode event) {
        if (!event.path("detail-type").asText().equals("Object Created")) {
            return List.of();
        }
        Place place = new Place("", event);
        return List.of(place.object(
                place.text("/detail/bucket/name"),
                place.text("/detail/object/key"),
                place.text("/detail/object/etag"),
                place.count("/detail/object/size"),
                place.time("/time")));
    }

    /** S3 alone encodes the key, as a form would: a space is a plus. */
    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("The key \"" + key + "\" is not encoded as S3 encodes it (" + e.getMessage() + ").");
        }
    }

    private static JsonNode json(String text, String what) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw Refusal.of(
                    ProblemCode.SYNTAX_ERROR,
                    "What should be a notification of S3 is no JSON in " + what + " (" + e.getOriginalMessage() + ").");
        }
    }

    /** An event, and where in the message it is. */
    private record Place(String pointer, JsonNode event) {
        SeenObject object(String bucket, String key, String etag, long size, Instant lastModified) {
            try {
                return new SeenObject(bucket, key, etag, size, lastModified);
            } catch (IllegalArgumentException e) {
                throw refused("A notification of S3 tells at \"" + pointer + "\" of what is no object: "
                        + e.getMessage() + ".");
            }
        }

        String text(String field) {
            JsonNode value = event.at(field);
            if (!value.isTextual() || value.asText().isEmpty()) {
                throw refused("A notification of S3 has no text at " + pointer + field + ".");
            }
            return value.asText();
        }

        long count(String field) {
            JsonNode value = event.at(field);
            if (!value.canConvertToLong() || value.asLong() < 0) {
                throw refused("A notification of S3 has no size at " + pointer + field + ".");
            }
            return value.asLong();
        }

        Instant time(String field) {
            String text = text(field);
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw refused("A notification of S3 has no time at " + pointer + field + ", but \"" + text + "\".");
            }
        }
    }

    private static Refusal refused(String why) {
        return Refusal.of(
                ProblemCode.BAD_REQUEST,
                why + " Let nothing else send to this queue; messages for runs have another one.");
    }
}
