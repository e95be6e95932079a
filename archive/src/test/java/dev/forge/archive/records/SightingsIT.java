package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Sighting.State;
import dev.forge.archive.records.Sightings.Due;
import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
                    () -> sightings.enter(watch, page),
                    () -> sightings.enter(watch, page.reversed()),
                    () -> sightings.enter(watch, page),
                    () -> sightings.enter(watch, page.reversed()));
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
        sightings.enter(watch, List.of(pending(object("in/a", "e1", NOON))));
        start(watch);

        assertThat(sightings.enter(watch, List.of(pending(object("in/a", "e2", NOON)))))
                .isEqualTo(1);
        assertThat(sightings.enter(watch, List.of(pending(object("in/a", "e1", NOON)))))
                .isZero();
        assertThat(sightings.enter(watch("versions-2"), List.of(pending(object("in/a", "e1", NOON)))))
                .isEqualTo(1);
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(1, 1, 0, 0));
    }

    @Test
    void aVersionThatIsReplacedBeforeItsRunStartsNoneInWhateverOrderTheyAreTold() {
        String watch = watch("replaced");
        sightings.enter(watch, List.of(pending(object("in/a", "new", NOON.plusSeconds(1)))));
        sightings.enter(watch, List.of(pending(object("in/a", "old", NOON))));
        sightings.enter(watch, List.of(pending(object("in/b", "old", NOON))));
        sightings.enter(watch, List.of(pending(object("in/b", "new", NOON.plusSeconds(1)))));
        sightings.enter(
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
                .containsOnly(Optional.of(Sightings.REPLACED));
    }

    @Test
    void onlyWhatIsDueStartsTheLongestDueFirst() {
        String watch = watch("due");
        sightings.enter(watch, List.of(at("in/later", NOON.plusSeconds(5)), at("in/b", NOON), at("in/a", NOON)));
        sightings.enter(watch, List.of(at("in/first", NOON.minusSeconds(1))));

        assertThat(keys(sightings.due(watch, NOON, 2))).containsExactly("in/first", "in/a");
        assertThat(keys(sightings.due(watch, NOON, 10))).containsExactly("in/first", "in/a", "in/b");
    }

    @Test
    void whoIsToldOfSomeObjectsIsGivenThoseAlone() {
        String watch = watch("some");
        sightings.enter(watch, List.of(at("in/a", NOON), at("in/b", NOON), at("in/later", NOON.plusSeconds(5))));

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
        sightings.enter(watch, List.of(new NewSighting(old, "run-old", NOON, Optional.of("too old"))));
        sightings.enter(watch, List.of(at("in/a", NOON), at("in/b", NOON)));
        List<Due> due = sightings.due(watch, NOON, 10);
        sightings.started(watch, List.of(due.getFirst().sighting()));
        sightings.refused(watch, due.getLast().sighting(), "too long");
        sightings.enter(watch, List.of(at("in/a", NOON), at("in/b", NOON)));

        assertThat(sightings.due(watch, NOON, 10)).isEmpty();
        assertThat(sightings.counts(watch)).isEqualTo(new SightingCounts(0, 1, 1, 1));
        assertThat(sightings.settled(watch, List.of(old, object("in/a", "other", NOON), object("in/c", "e", NOON))))
                .containsExactly(old);
    }

    @Test
    void aRunThatTheArchiveKnowsWasStartedEvenIfNobodyNotedIt() {
        String watch = watch("known");
        sightings.enter(watch, List.of(at("in/a", NOON)));
        assertThat(sightings.due(watch, NOON, 10)).extracting(Due::known).containsExactly(false);

        FRESH.archive().runs().record(run("run-of-in/a").record());

        assertThat(sightings.due(watch, NOON, 10)).extracting(Due::known).containsExactly(true);
    }

    @Test
    void aDeletedWatchSeesNothingMoreAndRemembersWhatItSaw() {
        String watch = watch("deleted");
        sightings.enter(watch, List.of(at("in/a", NOON)));
        FRESH.archive().watches().delete(watch, any -> true);
        assertThat(sightings.enter(watch, List.of(at("in/b", NOON)))).isZero();

        watch("deleted");

        assertThat(sightings.enter(watch, List.of(at("in/a", NOON), at("in/b", NOON))))
                .isEqualTo(1);
    }

    @Test
    void whatWasSeenIsListedByPagesTheNewestFirst() {
        String watch = watch("pages");
        List<String> keys = new ArrayList<>();
        for (String key : List.of("in/a", "in/b", "in/c")) {
            sightings.enter(watch, List.of(at(key, NOON)));
        }
        Optional<Long> after = Optional.empty();
        do {
            Page<Sighting, Long> page = sightings.list(watch, Optional.empty(), after, 2);
            page.items().forEach(each -> keys.add(each.object().key()));
            after = page.next();
        } while (after.isPresent());

        assertThat(keys).containsExactly("in/c", "in/b", "in/a");
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

    private static NewSighting at(String key, Instant due) {
        return new NewSighting(object(key, "e", NOON), "run-of-" + key, due, Optional.empty());
    }

    private static SeenObject object(String key, String etag, Instant modified) {
        return new SeenObject("b", key, etag, 5, modified);
    }
}
