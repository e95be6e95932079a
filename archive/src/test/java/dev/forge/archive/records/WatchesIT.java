package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.runtime.BucketListing.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WatchesIT {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final WatchFailure DENIED = new WatchFailure("denied", "allow it");

    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Watches watches = FRESH.archive().watches();

    @Test
    void anotherDefinitionIsAnotherVersionAndTheSameIsNot() {
        assertThat(version(put("counted", "a"))).isEqualTo(1);
        assertThat(version(put("counted", "b"))).isEqualTo(2);
        assertThat(put("counted", "b")).isInstanceOf(WatchPut.Unchanged.class);
        assertThat(watches.find("counted").orElseThrow().content()).isEqualTo(content("counted", "b"));
    }

    @Test
    void whoExpectsAnotherVersionIsRefused() {
        Predicate<Optional<Integer>> none = Optional::isEmpty;
        assertThat(watches.put("expected", content("expected", "a"), none)).isInstanceOf(WatchPut.Made.class);

        assertThat(watches.put("expected", content("expected", "b"), none))
                .isEqualTo(new WatchPut.Refused(Optional.of(1)));
        assertThat(watches.delete("expected", version -> version == 2)).isEqualTo(new WatchDeletion.Refused(1));
        assertThat(watches.delete("expected", version -> version == 1)).isEqualTo(new WatchDeletion.Deleted());
        assertThat(watches.delete("expected", version -> true)).isEqualTo(new WatchDeletion.Absent());
    }

    @Test
    void oneThatIsMadeAnewGoesOnCountingAndBeginsAfresh() {
        KeptWatch first = watch(put("anew", "a"));
        watches.reached(first, listing("in/5", 5));
        watches.pause("anew", true);
        watches.delete("anew", version -> true);
        assertThat(watches.find("anew")).isEmpty();
        assertThat(watches.of("anew")).isEmpty();

        KeptWatch second = watch(put("anew", "a"));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.paused()).isFalse();
        assertThat(second.listing().place()).isEmpty();
        assertThat(second.madeAt()).isAfter(first.madeAt());
    }

    @Test
    void thePlaceInAListingIsKeptUntilItsEndOrAChange() {
        KeptWatch watch = watch(put("placed", "a"));
        watches.reached(watch, listing("in/1000", 1000));

        assertThat(watches.find("placed").orElseThrow().listing()).isEqualTo(listing("in/1000", 1000));

        KeptWatch.Poll poll = new KeptWatch.Poll(NOON.plusSeconds(2), Duration.ofSeconds(2), 1500, 2);
        watches.polled(watch, poll, NOON.plusSeconds(10));
        KeptWatch polled = watches.find("placed").orElseThrow();
        assertThat(polled.lastPoll()).contains(poll);
        assertThat(polled.listing().place()).isEmpty();
        assertThat(polled.nextPollAt()).isEqualTo(NOON.plusSeconds(10));

        watches.reached(watch, listing("in/1000", 1000));
        put("placed", "b");
        assertThat(watches.find("placed").orElseThrow().listing().place()).isEmpty();
        watches.reached(watch, listing("in/1000", 1000));
        assertThat(watches.find("placed").orElseThrow().listing().place())
                .as("what the old definition's listing still reports")
                .isEmpty();
    }

    @Test
    void thePlaceMayBeATokenOfTheStore() {
        KeptWatch watch = watch(put("token", "a"));
        KeptWatch.Listing listing =
                new KeptWatch.Listing(Optional.of(new Place("", Optional.of("token-1"))), Optional.of(NOON), 0, 0);
        watches.reached(watch, listing);

        assertThat(watches.find("token").orElseThrow().listing()).isEqualTo(listing);
    }

    @Test
    void theFirstListingIsOneOfWhatItLooksAt() {
        KeptWatch watch = watch(put("first", "a"));
        assertThat(watch.firstListing()).isTrue();
        watches.polled(watch, new KeptWatch.Poll(NOON, Duration.ZERO, 0, 0), NOON);
        assertThat(watches.find("first").orElseThrow().firstListing()).isFalse();

        ObjectNode faster = content("first", "a").deepCopy();
        faster.put("interval", "1s");
        assertThat(watch(watches.put("first", faster, any -> true)).firstListing())
                .isFalse();
        assertThat(watch(put("first", "b")).firstListing()).isTrue();
    }

    @Test
    void itIsAtWorkUntilItIsPausedChangedOrDeleted() {
        KeptWatch watch = watch(put("at-work", "a"));
        assertThat(watches.isAtWork(watch)).isTrue();

        watches.pause("at-work", true);
        assertThat(watches.isAtWork(watch)).as("paused").isFalse();
        watches.pause("at-work", false);
        assertThat(watches.isAtWork(watch)).as("resumed").isTrue();

        KeptWatch changed = watch(put("at-work", "b"));
        assertThat(watches.isAtWork(watch)).as("changed").isFalse();
        assertThat(watches.isAtWork(changed)).isTrue();

        watches.delete("at-work", any -> true);
        assertThat(watches.isAtWork(changed)).as("deleted").isFalse();
        put("at-work", "b");
        assertThat(watches.isAtWork(changed)).as("made anew").isFalse();
    }

    @Test
    void aFailureIsCountedSinceItsBeginningAndEndsWithRecovery() {
        KeptWatch watch = watch(put("failing", "a"));
        watches.failed(watch, DENIED, NOON);
        Instant since =
                watches.find("failing").orElseThrow().failure().orElseThrow().since();
        watches.failed(watch, DENIED, NOON.plusSeconds(20));

        KeptWatch failing = watches.find("failing").orElseThrow();
        assertThat(failing.failure()).contains(new KeptWatch.Failing(DENIED, since, 2));
        assertThat(failing.nextPollAt()).isEqualTo(NOON.plusSeconds(20));

        watches.recovered(watch);
        assertThat(watches.find("failing").orElseThrow().failure()).isEmpty();
    }

    @Test
    void watchesAreFoundByTheirBucketAndListedByName() {
        put("list-b", "a");
        put("list-a", "a");

        assertThat(watches.of("bucket-of-list-b")).extracting(KeptWatch::name).containsExactly("list-b");
        Page<KeptWatch, String> page = watches.list(Optional.of("list"), 1);
        assertThat(page.items()).extracting(KeptWatch::name).containsExactly("list-a");
        assertThat(page.next()).contains("list-a");
    }

    private WatchPut put(String name, String prefix) {
        return watches.put(name, content(name, prefix), any -> true);
    }

    private static KeptWatch.Listing listing(String after, long seen) {
        return new KeptWatch.Listing(Optional.of(Place.after(after)), Optional.of(NOON), seen, 1);
    }

    private static JsonNode content(String name, String prefix) {
        return Json.read("{\"bucket\": \"bucket-of-" + name + "\", \"prefix\": \"" + prefix + "\"}", JsonNode.class);
    }

    private static int version(WatchPut put) {
        return watch(put).version();
    }

    private static KeptWatch watch(WatchPut put) {
        return switch (put) {
            case WatchPut.Made(KeptWatch watch) -> watch;
            case WatchPut.Changed(KeptWatch watch) -> watch;
            case WatchPut.Unchanged(KeptWatch watch) -> watch;
            case WatchPut.Refused refused -> throw new AssertionError(refused.toString());
        };
    }
}
