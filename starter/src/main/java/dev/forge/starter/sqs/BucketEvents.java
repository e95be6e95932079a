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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what S3 tells of new objects: its own notification (Amazon S3 User Guide, "Event message structure"), also inside of
 * one of SNS, and EventBridge's event "Object Created".
 */
final class BucketEvents {
    private static final ObjectReader READER =
            HistoryFormat.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Logger LOG = LoggerFactory.getLogger(BucketEvents.class);

    /** What ISO 8601 has room for without an agreement. Java reads a billion years, which no database takes. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private static final String CREATED = "ObjectCreated:";

    /** Sent once when a bucket's notifications are configured. */
    private static final String TEST = "s3:TestEvent";

    /** S3 alone encodes the key, as a form would: a space is a plus. */
    private static final Form NOTIFICATION = new Form(
            "/s3/bucket/name",
            "/s3/object/key",
            "/s3/object/eTag",
            "/s3/object/size",
            "/eventTime",
            key -> URLDecoder.decode(key, StandardCharsets.UTF_8));

    private static final Form EVENT_BRIDGE = new Form(
            "/detail/bucket/name",
            "/detail/object/key",
            "/detail/object/etag",
            "/detail/object/size",
            "/time",
            UnaryOperator.identity());

    private final List<SeenObject> objects = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private final List<String> odd = new ArrayList<>();

    private BucketEvents() {}

    /**
     * What a message tells.
     *
     * @param objects that were made
     * @param named others that were made, of which it does not tell enough: MinIO leaves the size out where it is zero
     * @param odd sentences on events that tell of no object that could be
     */
    record Told(List<SeenObject> objects, List<Named> named, List<String> odd) {
        Told {
            objects = List.copyOf(objects);
            named = List.copyOf(named);
            odd = List.copyOf(odd);
        }
    }

    /** An object by its address. */
    record Named(String bucket, String key) {
        /**
         * An address.
         *
         * @throws IllegalArgumentException where no object can have it
         */
        Named {
            SeenObject.requireAddress(bucket, key);
        }
    }

    /**
     * Takes each event of a message by itself; nothing is told where it is of something else that S3 tells.
     *
     * @throws Refusal where it is none of S3's messages
     */
    static Told read(String body) {
        JsonNode message = json(body, "the message");
        BucketEvents events = new BucketEvents();
        events.take(isOfSns(message) ? json(message.path("Message").asText(), "/Message") : message);
        return new Told(events.objects, events.named, events.odd);
    }

    private void take(JsonNode message) {
        if (message.path("Records").isArray()) {
            records(message.path("Records"));
        } else if (isOfEventBridge(message)) {
            if (message.path("detail-type").asText().equals("Object Created")) {
                add("", message, EVENT_BRIDGE);
            }
        } else if (!message.path("Event").asText().equals(TEST)) {
            throw Refusal.of(
                    ProblemCode.BAD_REQUEST,
                    "The message is no notification of S3: it has neither Records nor a detail of aws.s3."
                            + " Let nothing else send to this queue; messages for runs have another one.");
        }
    }

    private static boolean isOfSns(JsonNode message) {
        return message.path("Type").asText().equals("Notification")
                && message.path("Message").isTextual();
    }

    private static boolean isOfEventBridge(JsonNode message) {
        return message.path("source").asText().equals("aws.s3")
                && message.path("detail").isObject();
    }

    private void records(JsonNode records) {
        for (int index = 0; index < records.size(); index++) {
            JsonNode event = records.get(index);
            // Amazon writes ObjectCreated:Put, MinIO s3:ObjectCreated:Put.
            if (event.path("eventName").asText().replaceFirst("^s3:", "").startsWith(CREATED)) {
                add("/Records/" + index, event, NOTIFICATION);
            }
        }
    }

    private void add(String place, JsonNode event, Form form) {
        try {
            String bucket = form.bucket(event);
            String key = form.key(event);
            Optional<String> etag = text(event, form.etag());
            OptionalLong size = size(event, form.size());
            Optional<Instant> time = text(event, form.time()).flatMap(BucketEvents::time);
            if (etag.isPresent() && size.isPresent() && time.isPresent()) {
                objects.add(new SeenObject(bucket, key, etag.get(), size.getAsLong(), time.get()));
            } else {
                named.add(new Named(bucket, key));
            }
        } catch (IllegalArgumentException e) {
            odd.add("The event at \"" + place + "\" tells of no object: " + e.getMessage() + ".");
        }
    }

    private static Optional<String> text(JsonNode event, String field) {
        return Optional.of(event.at(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    private static OptionalLong size(JsonNode event, String field) {
        JsonNode value = event.at(field);
        return value.canConvertToExactIntegral() && value.canConvertToLong() && value.asLong() >= 0
                ? OptionalLong.of(value.asLong())
                : OptionalLong.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(EARLIEST) || !time.isBefore(TOO_LATE)) {
                throw new IllegalArgumentException("its time, " + text + ", is of no year that has four digits");
            }
            return Optional.of(time);
        } catch (DateTimeParseException e) {
            LOG.debug("an event of a bucket bears no time, so the bucket is asked", e);
            return Optional.empty();
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

    /** Where an event has what it tells, as JSON pointers. */
    private record Form(
            String bucket, String key, String etag, String size, String time, UnaryOperator<String> decoding) {
        String bucket(JsonNode event) {
            return needed(event, bucket);
        }

        String key(JsonNode event) {
            String sent = needed(event, key);
            try {
                return decoding.apply(sent);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the key \"" + sent + "\" is not encoded as S3 encodes it (" + e.getMessage() + ")", e);
            }
        }

        private static String needed(JsonNode event, String field) {
            return text(event, field).orElseThrow(() -> new IllegalArgumentException("it has no text at " + field));
        }
    }
}
