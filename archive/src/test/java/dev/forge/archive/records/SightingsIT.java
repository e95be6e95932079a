package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Sighting.State;
import dev.forge.archive.records.Sightings.Due;
import dev.forge.runtime.SeenObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SightingsIT {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Sightings sightings = FRESH.archive().sightings();

    @Test
    void aVersionIsEnteredOnceHoweverOftenAndByWhomeverItIsTold() throws Exception {
        String watch = watch("once");
        List<NewSighting> page = IntStream.range(0, 1000)
                .mapToObj(i -> pending(object("in/" + i, "e1", NOON)))
                .toList();
        int entered = 0;
        try (ExecutorService tellers = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> calls = List.of(
                    () -> sightings.told(watch, page),
                    () -> sightings.told(watch, page.reversed()),
                    () -> sightings.told(watch, page),
                    () -> sightings.told(watch, page.reversed()));
            for (Future<Integer> each : tellers.invokeAll(calls)) {
                entered += each.get();
            }
        }

        assertThat(entered).isEqualTo(1000);
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(1000, 0, 0, 0));
    }

    @Test
    void anotherVersionIsAnotherSightingAndSoIsAnotherWatchs() {
        String watch = watch("versions");
        sightings.told(watch, List.of(pending(object("in/a", "e1", NOON))));
        start(watch);

        assertThat(sightings.told(watch, List.of(pending(object("in/a", "e2", NOON)))))
                .isEqualTo(1);
        assertThat(sightings.told(watch, List.of(pending(object("in/a", "e1", NOON)))))
                .isZero();
        assertThat(sightings.told(watch("versions-2"), List.of(pending(object("in/a", "e1", NOON)))))
                .isEqualTo(1);
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(1, 1, 0, 0));
    }

    @Test
    void aVersionThatIsReplacedBeforeItsRunStartsNoneInWhateverOrderTheyAreTold() {
        String watch = watch("replaced");
        sightings.told(watch, List.of(pending(object("in/a", "new", NOON.plusSeconds(1)))));
        sightings.told(watch, List.of(pending(object("in/a", "old", NOON))));
        sightings.told(watch, List.of(pending(object("in/b", "old", NOON))));
        sightings.told(watch, List.of(pending(object("in/b", "new", NOON.plusSeconds(1)))));
        sightings.told(
                watch, List.of(pending(object("in/c", "1", NOON)), pending(object("in/c", "2", NOON.plusMillis(900)))));

        assertThat(sightings.due(watch, NOON.plusSeconds(60), 10))
                .extracting(due -> due.sighting().object().key() + " "
                        + due.sighting().object().etag())
                .as("of the same second nobody knows which is the newer")
                .containsExactly("in/a new", "in/b new", "in/c 1", "in/c 2");
        assertThat(sightings
                        .list(watch, Optional.of(State.SKIPPED), Optional.empty(), 10)
                        .items())
                .extracting(Sighting::reason)
                .containsOnly(Optional.of(ToldVersions.REPLACED));
    }

    @Test
    void whatAListingShowsIsThereAndReplacesWhatWasKnownBeforeWhateverItsTimeSays() {
        String watch = watch("shown");
        Instant noon = now(watch);
        sightings.shown(watch, List.of(pending(object("in/a", "first", noon))), now(watch));
        sightings.told(watch, List.of(pending(object("in/b", "first", noon))));

        Instant asked = now(watch);
        SeenObject restored = object("in/a", "restored", noon.minusSeconds(3600));
        SeenObject uploadedInParts = object("in/b", "parts", noon.minusSeconds(3600));
        sightings.shown(watch, List.of(pending(restored), pending(uploadedInParts)), asked);

        assertThat(pendingVersions(watch)).containsExactly("in/a restored", "in/b parts");
    }

    @Test
    void contentThatComesBackWhileItWaitedKeepsItsRun() {
        String watch = watch("back");
        Instant noon = now(watch);
        SeenObject a = object("in/a", "A", noon);
        SeenObject b = object("in/a", "B", noon.plusSeconds(1));
        sightings.shown(watch, List.of(pending(a)), now(watch));
        sightings.shown(watch, List.of(pending(b)), now(watch));
        assertThat(pendingVersions(watch)).containsExactly("in/a B");
        assertThat(sightings.settled(watch, List.of(a)))
                .as("a listing that showed it would have it start its run")
                .isEmpty();

        sightings.shown(watch, List.of(pending(object("in/a", "A", noon.plusSeconds(2)))), now(watch));

        assertThat(pendingVersions(watch)).containsExactly("in/a A");
        start(watch);
        sightings.shown(watch, List.of(pending(b)), now(watch));
        sightings.shown(watch, List.of(pending(a)), now(watch));
        assertThat(pendingVersions(watch))
                .as("B is no longer there, and A had its run")
                .isEmpty();
    }

    @Test
    void contentThatComesBackAsEventsTellKeepsItsRunAndAnEventThatIsLateBringsNothingBack() {
        String watch = watch("back-by-events");
        SeenObject a = object("in/a", "A", NOON);
        SeenObject b = object("in/a", "B", NOON.plusSeconds(1));
        sightings.told(watch, List.of(pending(a)));
        sightings.told(watch, List.of(pending(b)));
        sightings.told(watch, List.of(pending(a)));
        assertThat(pendingVersions(watch)).containsExactly("in/a B");

        sightings.told(watch, List.of(pending(object("in/a", "A", NOON.plusSeconds(2)))));

        assertThat(pendingVersions(watch)).containsExactly("in/a A");
    }

    @Test
    void whatCameAfterAListingWasAskedForIsNotReplacedByIt() {
        String watch = watch("overtaken");
        Instant asked = now(watch);
        Instant modified = asked.truncatedTo(ChronoUnit.SECONDS);
        sightings.told(watch, List.of(pending(object("in/a", "new", modified))));
        sightings.shown(watch, List.of(pending(object("in/a", "old", modified))), asked);

        assertThat(pendingVersions(watch)).contains("in/a new");
        sightings.shown(watch, List.of(pending(object("in/a", "new", modified))), now(watch));
        assertThat(pendingVersions(watch)).containsExactly("in/a new");
    }

    @Test
    void anEventOfAnEarlierVersionTakesNothingFromTheOneThatAListingHasShown() {
        String watch = watch("late-event");
        Instant noon = now(watch).minusSeconds(60);
        sightings.shown(watch, List.of(pending(object("in/a", "parts", noon.minusSeconds(10)))), now(watch));

        sightings.told(watch, List.of(pending(object("in/a", "earlier", noon))));

        assertThat(pendingVersions(watch)).contains("in/a parts");

        sightings.told(watch, List.of(pending(object("in/a", "later", noon.plusSeconds(120)))));
        assertThat(pendingVersions(watch)).contains("in/a later").doesNotContain("in/a parts", "in/a earlier");
    }

    @Test
    void whereTheStoresClockIsAheadALateEventTakesNothingFromWhatAListingHasShown() {
        String watch = watch("ahead");
        Instant store = now(watch).plusSeconds(5);
        sightings.shown(watch, List.of(pending(object("in/a", "present", store))), now(watch));

        sightings.told(watch, List.of(pending(object("in/a", "replaced", store.minusSeconds(1)))));

        assertThat(pendingVersions(watch)).containsExactly("in/a present");
    }

    @Test
    void contentThatIsToldOfTwiceAtOnceCountsAsOfTheLaterTime() {
        String watch = watch("twice-at-once");
        SeenObject a = object("in/a", "A", NOON);
        SeenObject again = object("in/a", "A", NOON.plusSeconds(2));
        sightings.told(watch, List.of(pending(a), pending(object("in/a", "B", NOON.plusSeconds(1))), pending(again)));

        assertThat(pendingVersions(watch)).containsExactly("in/a A");
    }

    @Test
    void whoeverTellsShowsAndStartsAtOnceHoldsUpNobody() throws Exception {
        String watch = watch("at-once");
        try (ExecutorService starters = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> calls = List.of(
                    () -> versions(watch, "A", false),
                    () -> versions(watch, "B", true),
                    () -> versions(watch, "A", true),
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            start(watch);
                        }
                        return 0;
                    });
            for (Future<Integer> each : starters.invokeAll(calls)) {
                each.get();
            }
        }
        SightingCounts counts = sightings.counts(watch);

        assertThat(counts.pending() + counts.started() + counts.skipped()).isEqualTo(400);
    }

    /** The same 200 objects again and again in one version, in changing order. */
    private int versions(String watch, String version, boolean byEvents) {
        for (int i = 0; i < 20; i++) {
            Instant modified = NOON.minusSeconds(60 - i);
            List<NewSighting> page = IntStream.range(0, 200)
                    .mapToObj(key -> pending(object("in/" + key, version, modified)))
                    .toList();
            List<NewSighting> ordered = i % 2 == 0 ? page : page.reversed();
            if (byEvents) {
                sightings.told(watch, ordered);
            } else {
                sightings.shown(watch, ordered, now(watch));
            }
        }
        return 0;
    }

    @Test
    void whatWasPutBesideTheFirstListingAsAnEventTellsIsNotOlderThanTheWatch() {
        String watch = watch("beside");
        Instant put = now(watch);
        Instant yesterday = put.minusSeconds(86_400);
        sightings.shown(
                watch,
                List.of(
                        older(object("in/parts", "e", yesterday)),
                        older(object("in/old", "e", yesterday)),
                        older(object("in/copied", "e", yesterday))),
                now(watch));

        int back = sightings.told(
                watch,
                List.of(
                        pending(object("in/parts", "e", put)),
                        pending(object("in/old", "e", yesterday.plusSeconds(60))),
                        pending(object("in/copied", "e", put.plusSeconds(60)))));

        assertThat(back).isEqualTo(1);
        assertThat(pendingVersions(watch)).containsExactly("in/parts e");
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(1, 0, 2, 0));
    }

    @Test
    void whatIsPostponedSaysWhyAndIsDueLater() {
        String watch = watch("postponed");
        sightings.told(watch, List.of(at("in/a", NOON)));
        Sighting sighting = sightings.due(watch, NOON, 1).getFirst().sighting();

        assertThat(sightings.postponed(watch)).isEmpty();
        sightings.postponed(watch, sighting, "broken", NOON.plusSeconds(60));

        assertThat(sightings.postponed(watch).map(Postponed::count)).contains(1L);
        assertThat(FRESH.archive().watches().standings()).contains(new WatchStanding(watch, false, 1, 1));
        assertThat(sightings.due(watch, NOON, 1)).isEmpty();
        assertThat(sightings
                        .due(watch, NOON.plusSeconds(60), 1)
                        .getFirst()
                        .sighting()
                        .reason())
                .contains("broken");
    }

    @Test
    void onlyWhatIsDueStartsTheLongestDueFirst() {
        String watch = watch("due");
        sightings.told(watch, List.of(at("in/later", NOON.plusSeconds(5)), at("in/b", NOON), at("in/a", NOON)));
        sightings.told(watch, List.of(at("in/first", NOON.minusSeconds(1))));

        assertThat(keys(sightings.due(watch, NOON, 2))).containsExactly("in/first", "in/a");
        assertThat(keys(sightings.due(watch, NOON, 10))).containsExactly("in/first", "in/a", "in/b");
    }

    @Test
    void whoIsToldOfSomeObjectsIsGivenThoseAlone() {
        String watch = watch("some");
        sightings.told(watch, List.of(at("in/a", NOON), at("in/b", NOON), at("in/later", NOON.plusSeconds(5))));

        assertThat(keys(sightings.due(
                        watch,
                        NOON,
                        List.of(object("in/b", "e", NOON), object("in/later", "e", NOON), object("in/c", "e", NOON)))))
                .containsExactly("in/b");
    }

    @Test
    void whatWasStartedRefusedOrSkippedIsNotDueAgain() {
        String watch = watch("done");
        SeenObject old = object("in/old", "e", NOON);
        sightings.told(watch, List.of(new NewSighting(old, "run-old", NOON, Optional.of("too old"))));
        sightings.told(watch, List.of(at("in/a", NOON), at("in/b", NOON)));
        List<Due> due = sightings.due(watch, NOON, 10);
        sightings.started(watch, List.of(due.getFirst().sighting()));
        sightings.refused(watch, due.getLast().sighting(), "too long");
        sightings.told(watch, List.of(at("in/a", NOON), at("in/b", NOON)));

        assertThat(sightings.due(watch, NOON, 10)).isEmpty();
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(0, 1, 1, 1));
        assertThat(sightings.settled(watch, List.of(old, object("in/a", "other", NOON), object("in/c", "e", NOON))))
                .containsExactly(old);
    }

    @Test
    void aRunThatTheArchiveKnowsWasStartedEvenIfNobodyNotedIt() {
        String watch = watch("known");
        sightings.told(watch, List.of(at("in/a", NOON)));
        assertThat(sightings.due(watch, NOON, 10)).extracting(Due::known).containsExactly(false);

        FRESH.archive().runs().record(run("run-of-in/a").record());

        assertThat(sightings.due(watch, NOON, 10)).extracting(Due::known).containsExactly(true);
    }

    @Test
    void aDeletedWatchSeesNothingMoreAndRemembersWhatItSaw() {
        String watch = watch("deleted");
        sightings.told(watch, List.of(at("in/a", NOON)));
        FRESH.archive().watches().delete(watch, any -> true);
        assertThat(sightings.told(watch, List.of(at("in/b", NOON)))).isZero();

        watch("deleted");

        assertThat(sightings.told(watch, List.of(at("in/a", NOON), at("in/b", NOON))))
                .isEqualTo(1);
    }

    @Test
    void whatWasSeenIsListedByPagesTheNewestFirst() {
        String watch = watch("pages");
        List<String> keys = new ArrayList<>();
        for (String key : List.of("in/a", "in/b", "in/c")) {
            sightings.told(watch, List.of(at(key, NOON)));
        }
        Optional<Long> after = Optional.empty();
        do {
            Page<Sighting, Long> page = sightings.list(watch, Optional.empty(), after, 2);
            page.items().forEach(each -> keys.add(each.object().key()));
            after = page.next();
        } while (after.isPresent());

        assertThat(keys).containsExactly("in/c", "in/b", "in/a");
    }

    private List<String> pendingVersions(String watch) {
        return sightings.due(watch, NOON.plusSeconds(60), 10).stream()
                .map(due -> due.sighting().object().key() + " "
                        + due.sighting().object().etag())
                .toList();
    }

    /** By the archive's clock. */
    private static Instant now(String watch) {
        return FRESH.archive().watches().find(watch).orElseThrow().readAt();
    }

    @Test
    @Tag("long")
    void aLedgerOfAMillionIsCountedAndAPageOfAListingIsEnteredAtOnce() throws Exception {
        String watch = watch("large");
        FRESH.execute("""
                INSERT INTO sightings (watch, bucket, key, version, size, last_modified, seen_at, due_at, state, run_id)
                SELECT 'large', 'b', 'in/' || i, 'e', 5, now(), now(), now(), 'STARTED', 'run-of-in/' || i
                FROM generate_series(1, 1000000) i
                """);
        sightings.told(
                watch,
                IntStream.range(0, 2_000).mapToObj(i -> at("new/" + i, NOON)).toList());
        List<NewSighting> page = IntStream.range(400_000, 401_000)
                .mapToObj(i -> pending(object("in/" + i, "e", NOON)))
                .toList();

        assertThat(within(Duration.ofSeconds(1), () -> sightings.counts(watch)))
                .isEqualTo(new SightingCounts(2_000, SightingCounts.MOST, 0, 0))
                .matches(SightingCounts::isAtLeast);
        assertThat(within(Duration.ofSeconds(1), () -> sightings.shown(watch, page, now(watch))))
                .isZero();
        assertThat(within(Duration.ofSeconds(1), () -> sightings.due(watch, NOON, 200)))
                .hasSize(200);
    }

    private static <T> T within(Duration most, Supplier<T> work) {
        long from = System.nanoTime();
        T result = work.get();
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertThat(took).isLessThan(most);
        return result;
    }

    private void start(String watch) {
        sightings.started(
                watch,
                sightings.due(watch, NOON, 10).stream().map(Due::sighting).toList());
    }

    private static List<String> keys(List<Due> due) {
        return due.stream().map(each -> each.sighting().object().key()).toList();
    }

    private static String watch(String name) {
        FRESH.archive().watches().put(name, Json.read("{\"bucket\": \"b\"}", JsonNode.class), any -> true);
        return name;
    }

    private static NewSighting pending(SeenObject object) {
        return new NewSighting(object, "run-" + object.key() + object.etag(), NOON, Optional.empty());
    }

    private static NewSighting older(SeenObject object) {
        return new NewSighting(object, "run-" + object.key() + object.etag(), NOON, Optional.of("older"));
    }

    private static NewSighting at(String key, Instant due) {
        return new NewSighting(object(key, "e", NOON), "run-of-" + key, due, Optional.empty());
    }

    private static SeenObject object(String key, String etag, Instant modified) {
        return new SeenObject("b", key, etag, 5, modified);
    }
}
