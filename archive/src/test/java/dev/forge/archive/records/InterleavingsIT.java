package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Sightings.Due;
import dev.forge.runtime.SeenObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket whose objects are put, told of and listed in many orders, by a store whose clock is not the archive's. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterleavingsIT {
    private static final Instant DUE = Instant.parse("2026-11-29T12:00:00Z");
    private static final int KEYS = 200;
    private static final int ROUNDS = 8;
    private static final int STEPS = 6;

    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Sightings sightings = FRESH.archive().sightings();

    private String watch = "";

    // All times here are of a world in which this much more has passed than on the archive's clock.
    private Duration passed = Duration.ZERO;
    private final Map<String, SeenObject> bucket = new TreeMap<>();
    private final List<SeenObject> events = new ArrayList<>();
    private Optional<Listing> underWay = Optional.empty();

    /** What was in the bucket when it was asked for, or a part of it. */
    private record Listing(Instant asked, List<SeenObject> objects) {}

    @ParameterizedTest
    @ValueSource(ints = {-5, -2, 0, 2, 5})
    void theVersionThatIsThereIsNeverTakenForReplaced(int storeIsAhead) throws SQLException {
        watch = "ahead-by-" + storeIsAhead;
        FRESH.archive().watches().put(watch, Json.read("{\"bucket\": \"b\"}", JsonNode.class), any -> true);
        Random random = new Random(storeIsAhead);
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < STEPS; step++) {
                step(random, Duration.ofSeconds(storeIsAhead), "r" + round);
            }
            while (!events.isEmpty()) {
                tell(random, 2);
            }
            assertThat(inState("SKIPPED")).as("after all events").doesNotContainAnyElementsOf(present());

            enterListing();
            assertThat(inState("SKIPPED"))
                    .as("after a listing that was asked for earlier")
                    .doesNotContainAnyElementsOf(present());

            underWay = Optional.of(listing(0));
            enterListing();
            assertThat(inState("SKIPPED")).as("after a further listing").doesNotContainAnyElementsOf(present());
            assertThat(present()).as("all that may wait then").containsAll(inState("PENDING"));
        }
    }

    private void step(Random random, Duration storeIsAhead, String contents) throws SQLException {
        pass(random.nextInt(3));
        put(random, storeIsAhead, contents);
        tell(random, 3);
        if (random.nextInt(3) == 0) {
            enterListing();
        }
        if (underWay.isEmpty() && random.nextBoolean()) {
            underWay = Optional.of(listing(random.nextInt(KEYS)));
        }
        if (random.nextInt(4) == 0) {
            start();
        }
    }

    /** Whatever the archive has noted was so much earlier. */
    private void pass(int seconds) throws SQLException {
        FRESH.execute("""
                UPDATE sightings SET seen_at = seen_at - span, shown_at = shown_at - span, last_modified = last_modified - span
                FROM (SELECT %d * interval '1 second' AS span) AS passing WHERE watch = '%s'
                """.formatted(seconds, watch));
        passed = passed.plusSeconds(seconds);
    }

    private Instant now() {
        return FRESH.archive().watches().find(watch).orElseThrow().readAt().plus(passed);
    }

    /** Of few contents, some of which come back; an upload in parts bears the time of its beginning in listings. */
    private void put(Random random, Duration ahead, String contents) {
        Instant store = now().plus(ahead);
        for (int key = 0; key < KEYS; key++) {
            if (random.nextInt(4) == 0) {
                SeenObject put = object("in/" + key, contents + random.nextInt(3), store);
                Instant listed = random.nextInt(5) == 0 ? store.minusSeconds(random.nextInt(60)) : store;
                bucket.put(put.key(), object(put.key(), put.etag(), listed));
                events.addAll(Collections.nCopies(random.nextInt(5) == 0 ? 2 : 1, put));
            }
        }
    }

    /** One event of so many, in any order. */
    private void tell(Random random, int of) {
        Collections.shuffle(events, random);
        List<SeenObject> told = events.subList(0, Math.ceilDiv(events.size(), of));
        sightings.told(watch, news(told));
        told.clear();
    }

    private Listing listing(int from) {
        return new Listing(now(), List.copyOf(bucket.values()).subList(Math.min(from, bucket.size()), bucket.size()));
    }

    private void enterListing() {
        underWay.ifPresent(listing ->
                sightings.shown(watch, news(listing.objects()), listing.asked().minus(passed)));
        underWay = Optional.empty();
    }

    private void start() {
        sightings.started(
                watch,
                sightings.due(watch, DUE, KEYS / 10).stream().map(Due::sighting).toList());
    }

    private List<NewSighting> news(List<SeenObject> objects) {
        return objects.stream()
                .map(each -> object(each.key(), each.etag(), each.lastModified().minus(passed)))
                .map(each -> new NewSighting(each, "run-" + each.key() + each.etag(), DUE, Optional.empty()))
                .toList();
    }

    private Set<String> present() {
        return bucket.values().stream()
                .map(each -> each.key() + " " + each.etag())
                .collect(Collectors.toSet());
    }

    private List<String> inState(String state) throws SQLException {
        String all = FRESH.ask("SELECT string_agg(key || ' ' || version, ',') FROM sightings WHERE watch = '" + watch
                + "' AND state = '" + state + "'");
        return List.of(all.split(","));
    }

    private static SeenObject object(String key, String etag, Instant modified) {
        return new SeenObject("b", key, etag, 5, modified);
    }
}
