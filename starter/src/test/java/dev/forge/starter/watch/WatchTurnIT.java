package dev.forge.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.NewSighting;
import dev.forge.archive.records.Postponed;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.Sighting;
import dev.forge.archive.records.SightingCounts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.problem.Refusal;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WatchTurnIT {
    private static final String NAMESPACE = "watches";
    private static final String EVERYTHING =
            "{name: stations, bucket: weather, prefix: in/, pipeline: weather, existing: process, interval: 1s, events: true}";

    private static final String SETTLING =
            "{name: stations, bucket: weather, prefix: in/, pipeline: weather, existing: process, interval: 1m, settle: 1s}";

    private final MemoryBucket bucket = new MemoryBucket();
    private Archive archive;
    private WatchContext starter;

    @BeforeEach
    void start() {
        archive = FreshArchive.open();
        starter = new WatchContext(NAMESPACE, archive, bucket);
        starter.pipeline("{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}");
    }

    @AfterEach
    void stop() {
        starter.close();
        archive.close();
    }

    @Test
    void eachVersionOfAnObjectStartsOneRunThatIsToldOfIt() {
        starter.put(EVERYTHING);
        bucket.put("in/${run.id}.csv", "v1");
        bucket.put("out/a.csv", "v1");
        starter.turns("stations");
        bucket.put("in/${run.id}.csv", "v2", Instant.now().plusSeconds(2));
        poll();
        poll();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 2, 0, 0));
        assertThat(starter.input(starter.runs("stations").getFirst())).isEqualTo(WatchContext.json("""
                        {"pipeline": "weather",
                         "source": {"from": "s3://${watch.bucket}/${watch.key}", "etag": "${watch.etag}"},
                         "watch": {"bucket": "weather", "key": "in/${run.id}.csv", "etag": "v2", "size": 5}}
                        """));
        assertThat(new HashSet<>(starter.runs("stations"))).hasSize(2);
    }

    @Test
    void twoStartersThatPollAndAreToldEachEventTwiceStartOneRunForEachObject() throws Exception {
        starter.put(EVERYTHING);
        List<SeenObject> events = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> {
            bucket.put("in/" + i, "v1");
            events.add(new SeenObject("weather", "in/" + i, "\"v1\"", 5, Instant.now()));
        });
        try (WatchContext second = new WatchContext(NAMESPACE, archive, bucket);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> work = List.of(
                    () -> offered(starter, events),
                    () -> offered(second, events.reversed()),
                    () -> polled(starter),
                    () -> polled(second));
            for (Future<Integer> each : threads.invokeAll(work)) {
                each.get();
            }
        }
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 60, 0, 0));
        Awaitility.await()
                .untilAsserted(() -> assertThat(starter.runs("stations"))
                        .allSatisfy(run -> assertThat(starter.executions(run)).isEqualTo(1)));
    }

    private static int offered(WatchContext starter, List<SeenObject> events) {
        events.forEach(event -> starter.sightings().offer(List.of(event)));
        return starter.sightings().offer(events);
    }

    private static int polled(WatchContext starter) {
        starter.turns("stations");
        return 0;
    }

    @Test
    void aStarterThatDiesBetweenTheStartOfARunAndItsNoteLeavesOneRun() {
        starter.put(EVERYTHING);
        String run = toldWhilePaused("in/crash");
        starter.startAs(run);
        starter.watches().resume("stations");

        starter.turns("stations");

        assertThat(starter.runs("stations")).containsExactly(run);
        Awaitility.await()
                .untilAsserted(() -> assertThat(starter.executions(run)).isEqualTo(1));
    }

    @Test
    void aRunThatNobodyNotedAndTemporalHasForgottenIsNotStartedAgainWhereTheArchiveHasIt() {
        starter.put(EVERYTHING);
        String run = toldWhilePaused("in/forgotten");
        RunReport report =
                Reports.running(run).withEnd(RunState.SUCCEEDED, Optional.of(Reports.NOON), Optional.empty());
        archive.runs()
                .record(new RunRecord(
                        report, new RunRecord.Execution("execution-1", Reports.NOON), 1, RunOrigin.unknown()));
        starter.watches().resume("stations");

        starter.turns("stations");

        assertThat(starter.runs("stations")).containsExactly(run);
        assertThatThrownBy(() -> starter.client().newUntypedWorkflowStub(run).describe())
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    /** The id of the run of an object that an event tells of; the watch is paused, and starts it once it is resumed. */
    private String toldWhilePaused(String key) {
        starter.watches().pause("stations");
        starter.sightings().offer(List.of(new SeenObject("weather", key, "v1", 5, Instant.now())));
        return archive.sightings()
                .due("stations", Instant.now(), 1)
                .getFirst()
                .sighting()
                .runId();
    }

    @Test
    void aListingGoesOnWhereAStarterDied() {
        IntStream.range(0, 9).forEach(i -> bucket.put("in/" + i, "v1"));
        starter.put(EVERYTHING);
        bucket.breakAfter("in/5");
        assertThatThrownBy(() -> starter.turns("stations")).isInstanceOf(MemoryBucket.Died.class);
        assertThat(kept().listing().place()).contains(BucketListing.Place.after("in/5"));
        int before = bucket.asked();

        bucket.allow();
        starter.turns("stations");

        assertThat(bucket.asked() - before)
                .as("parts that were still to be seen")
                .isEqualTo(1);
        assertThat(kept().lastPoll().map(KeptWatch.Poll::listed)).contains(9L);
        assertThat(starter.counts("stations").started()).isEqualTo(9);
    }

    @Test
    void whatWasThereBeforeTheWatchIsSkippedIfItSaysSoAndANewVersionOfItIsNot() {
        bucket.put("in/old", "v1", Instant.now().minusSeconds(60));
        starter.put("{name: stations, bucket: weather, prefix: in/, pipeline: weather, interval: 1s}");
        bucket.put("in/new", "v1");
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 1, 0));
        assertThat(archive.sightings()
                        .list("stations", Optional.of(Sighting.State.SKIPPED), Optional.empty(), 1)
                        .items()
                        .getFirst()
                        .reason())
                .contains(ObjectSightings.OLDER);

        bucket.put("in/old", "v2");
        poll();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 2, 1, 0));
    }

    @Test
    void whatWasThereBeforeTheWatchIsSkippedAlsoWhereALateEventTellsOfItBeforeTheFirstListing() {
        SeenObject old =
                new SeenObject("weather", "in/old", "v1", 5, Instant.now().minusSeconds(60));
        starter.put("{name: stations, bucket: weather, prefix: in/, pipeline: weather, interval: 1s, events: true}");
        assertThat(starter.sightings().offer(List.of(old))).isEqualTo(1);
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 0, 1, 0));

        bucket.put("in/old", "v1", old.lastModified());
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 0, 1, 0));

        starter.sightings().offer(List.of(new SeenObject("weather", "in/old", "v2", 5, Instant.now())));
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 1, 0));
    }

    @Test
    void anObjectThatIsStillBeingReplacedStartsARunOnlyOnceItHasSettled() {
        starter.put(EVERYTHING.replace("interval: 1s", "interval: 1s, settle: 2s"));
        bucket.put("in/a", "v1", Instant.now().minusSeconds(5));
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));
        bucket.put("in/a", "v2");
        awaitStarted();

        assertTheOnlyRunIsOf("v2");
    }

    @Test
    void aVersionThatHasSettledBetweenTwoLooksStartsOnlyIfTheNextShowsItToBeTheNewestStill() {
        starter.put(SETTLING);
        bucket.put("in/replaced", "v1");
        bucket.put("in/stays", "v1");
        starter.turns("stations");
        bucket.put("in/replaced", "v2");
        awaitDue();
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(2, 0, 0, 0));

        lookNow();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 1, 1, 0));
        assertThat(archive.sightings()
                        .list("stations", Optional.of(Sighting.State.STARTED), Optional.empty(), 2)
                        .items())
                .extracting(started -> started.object().key())
                .containsExactly("in/stays");
    }

    @Test
    void aVersionThatIsGoneBeforeItHasSettledDoesNotWaitForEver() {
        starter.put(SETTLING);
        bucket.put("in/a", "v1");
        starter.turns("stations");
        bucket.delete("in/a");
        awaitDue();

        lookNow();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
    }

    @Test
    void whatEventsTellOfStartsOnceItHasSettledThoughTheBucketCannotBeListed() {
        starter.put(SETTLING.replace("interval", "events: true, interval"));
        bucket.refuse(new BucketRefused("bucket weather may not be listed", "give it s3:ListBucket"));
        starter.sightings().offer(List.of(new SeenObject("weather", "in/a", "v1", 5, Instant.now())));

        awaitStarted();

        Sighting started = archive.sightings()
                .list("stations", Optional.empty(), Optional.empty(), 1)
                .items()
                .getFirst();
        assertThat(started.startedAt().orElseThrow()).isAfter(started.dueAt());
    }

    /** Until the archive's clock says that all that waits has settled. */
    private void awaitDue() {
        Awaitility.await()
                .until(() -> archive
                        .sightings()
                        .list("stations", Optional.of(Sighting.State.PENDING), Optional.empty(), 10)
                        .items()
                        .stream()
                        .allMatch(waiting -> !kept().readAt().isBefore(waiting.dueAt())));
    }

    /** The next look at the bucket, before its time. */
    private void lookNow() {
        starter.watches().pause("stations");
        starter.watches().resume("stations");
        starter.turns("stations");
    }

    @Test
    void aBucketThatIsDeniedIsToldAtItsWatchWhichGoesOnByItselfAndHoldsUpNoOther() {
        starter.put(EVERYTHING);
        bucket.put("in/a", "v1");
        bucket.refuse(new BucketRefused("bucket weather may not be listed", "give it s3:ListBucket"));
        starter.turns("stations");

        KeptWatch.Failing failing = kept().failure().orElseThrow();
        assertThat(failing.failure().reason()).isEqualTo("bucket weather may not be listed");
        assertThat(failing.failure().remedy()).isEqualTo("give it s3:ListBucket");
        assertThat(kept().nextPollAt()).isAfter(Instant.now());

        bucket.allow();
        poll();

        assertThat(kept().failure()).isEmpty();
        assertThat(starter.counts("stations").started()).isEqualTo(1);
    }

    @Test
    void whatNobodyExpectsOfAListingIsToldAtTheWatchAndKeepsNothingElseWaiting() {
        starter.put(EVERYTHING);
        starter.watches().pause("stations");
        starter.sightings().offer(List.of(new SeenObject("weather", "in/a", "v1", 5, Instant.now())));
        bucket.refuse(new IllegalStateException("a listing that nobody can read"));
        starter.watches().resume("stations");

        starter.turns("stations");

        assertThat(kept().failure().orElseThrow().failure().reason()).contains("a listing that nobody can read");
        assertThat(starter.counts("stations").started()).isEqualTo(1);

        bucket.allow();
        poll();
        assertThat(kept().failure()).isEmpty();
    }

    @Test
    void aBucketThatCannotBeListedHoldsUpNothingThatEventsHaveToldOf() {
        starter.put(EVERYTHING.replace("interval: 1s", "interval: 1m"));
        bucket.refuse(new BucketRefused("bucket weather may not be listed", "give it s3:ListBucket"));
        told(1);
        starter.turns("stations");
        assertThat(starter.counts("stations").started()).isEqualTo(1);

        starter.sightings().offer(List.of(new SeenObject("weather", "in/later", "v1", 5, Instant.now())));
        told(WatchStarts.AT_ONCE + 2);
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, WatchStarts.AT_ONCE + 3, 0, 0));
        assertThat(kept().failure().map(KeptWatch.Failing::times)).contains(1);
        assertThat(bucket.asked()).isEqualTo(1);
    }

    @Test
    void whereNothingCanBeStartedTheWatchWaitsBeforeItTriesAgain() {
        starter.put(EVERYTHING.replace("interval: 1s", "interval: 1m"));
        archive.pipelines().delete("weather", any -> true);
        told(1);

        starter.turns("stations");
        starter.turns("stations");

        assertThat(kept().failure().map(KeptWatch.Failing::times)).contains(1);
    }

    @Test
    void anObjectWhoseRunCannotBeStartedHoldsUpNeitherTheListingNorOthers() {
        starter.put(EVERYTHING.replace("interval: 1s", "interval: 1m"));
        IntStream.range(0, 7).forEach(i -> bucket.put("in/" + i, "v1"));
        starter.failStartsOf("in/1");
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 6, 0, 0));
        assertThat(kept().lastPoll().map(KeptWatch.Poll::listed)).contains(7L);
        assertThat(kept().failure()).isEmpty();

        SeenObject late = new SeenObject("weather", "in/late", "v1", 5, Instant.now());
        archive.sightings()
                .told("stations", List.of(new NewSighting(late, "stations-late", Instant.now(), Optional.empty())));
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 7, 0, 0));
    }

    @Test
    void anObjectWhoseRunCannotBeStartedSaysWhyAndIsTriedAgain() {
        starter.put(EVERYTHING);
        bucket.put("in/a", "v1");
        starter.failStartsOf("in/a");
        starter.turns("stations");

        Postponed postponed = starter.watches().show("stations").postponed().orElseThrow();
        assertThat(postponed.count()).isEqualTo(1);
        assertThat(postponed.first().object().key()).isEqualTo("in/a");
        assertThat(postponed.first().reason().orElseThrow()).contains("a fault of one shard");
        assertThat(postponed.first().dueAt())
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(60));

        starter.failStartsOf();
        archive.sightings().postponed("stations", postponed.first(), "the minute is over", Instant.now());
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
        assertThat(starter.watches().show("stations").postponed()).isEmpty();
    }

    @Test
    void aWatchThatAnotherReleaseHasKeptSaysSoAndKeepsNoOtherFromItsEvents() {
        archive.watches()
                .put(
                        "later",
                        WatchContext.json("{\"name\": \"later\", \"bucket\": \"weather\", \"novelty\": 1}"),
                        any -> true);
        starter.put(EVERYTHING);

        assertThat(starter.sightings().offer(List.of(new SeenObject("weather", "in/a", "v1", 5, Instant.now()))))
                .isEqualTo(1);
        starter.turns("later");

        assertThat(archive.watches()
                        .find("later")
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .failure()
                        .reason())
                .contains("its definition cannot be read any more");
    }

    @Test
    void whoIsGivenUpWhileTheStoreAnswersEntersAndStartsNothing() {
        bucket.put("in/a", "v1");
        starter.put(EVERYTHING);

        assertThatThrownBy(() -> starter.turn("stations", () -> {
                    throw new WorkedElsewhere();
                }))
                .isInstanceOf(WorkedElsewhere.class);

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 0, 0, 0));
        assertThat(kept().failure()).isEmpty();
    }

    @Test
    void aPauseDuringATurnHoldsBackWhatItWouldStart() {
        starter.put(EVERYTHING);
        bucket.put("in/a", "v1");

        starter.turn("stations", () -> starter.watches().pause("stations"));
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));

        starter.watches().resume("stations");
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
    }

    @Test
    void aChangeDuringATurnHasTheRunStartedAsTheWatchIsThen() {
        starter.put(EVERYTHING);
        // Of no other test: Temporal has their runs, and would keep the first one's input.
        bucket.put("in/changed-beside-a-turn", "v1");

        starter.turn(
                "stations",
                () -> starter.put(EVERYTHING.replace("interval", "sink: 's3://weather/out/${run.id}.zip', interval")));
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));

        starter.turns("stations");
        assertThat(starter.input(starter.runs("stations").getFirst())
                        .path("sink")
                        .asText())
                .isEqualTo("s3://weather/out/${run.id}.zip");
    }

    @Test
    void aDeletionDuringATurnHoldsBackWhatItWouldStart() {
        starter.put(EVERYTHING);
        told(3);

        starter.turn("stations", () -> starter.watches().delete("stations", any -> true));

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(3, 0, 0, 0));
    }

    @Test
    void aPauseWhileManyRunsAreBeingStartedLetsOnlyThoseStartThatAreUnderWay() {
        starter.put(EVERYTHING);
        told(60);
        starter.atEachStart(() -> starter.watches().pause("stations"));

        starter.turn("stations");

        SightingCounts counts = starter.counts("stations");
        assertThat(counts.started()).isBetween(1L, (long) WatchStarts.TOGETHER);
        assertThat(counts.pending()).isEqualTo(60 - counts.started());
    }

    /** So many objects, by events, whose runs nobody has started yet. */
    private void told(int objects) {
        archive.sightings()
                .told(
                        "stations",
                        IntStream.range(0, objects)
                                .mapToObj(i -> new SeenObject("weather", "in/told-" + i, "v1", 5, Instant.now()))
                                .map(object -> new NewSighting(
                                        object, "stations-" + object.key(), Instant.now(), Optional.empty()))
                                .toList());
    }

    /** As Temporal tells a try of an activity that another one has followed. */
    private static final class WorkedElsewhere extends ActivityCompletionException {
        private static final long serialVersionUID = 1;

        WorkedElsewhere() {
            super(new IllegalStateException("another try is under way"));
        }
    }

    @Test
    void anEntryThatIsNoObjectIsCountedAndTheOthersStart() {
        bucket.put("in/a", "v1");
        bucket.putOdd(new BucketListing.LeftOut("in/odd", "it has no ETag"));
        starter.put(EVERYTHING);
        starter.turns("stations");

        KeptWatch.Poll poll = kept().lastPoll().orElseThrow();
        assertThat(poll.listed()).isEqualTo(2);
        assertThat(poll.leftOut()).isEqualTo(1);
        assertThat(starter.counts("stations").started()).isEqualTo(1);
    }

    @Test
    void anUploadThatBearsTheTimeOfItsBeginningStartsItsRunAfterTheFirstLook() {
        Instant yesterday = Instant.now().minusSeconds(86_400);
        bucket.put("in/old", "v1", yesterday);
        starter.put("{name: stations, bucket: weather, prefix: in/, pipeline: weather, interval: 1s}");
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 0, 1, 0));

        bucket.put("in/parts", "v1", yesterday);
        bucket.put("in/old", "restored", yesterday.minusSeconds(60));
        poll();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 2, 1, 0));
    }

    @Test
    void contentThatComesBackWhileItSettledStartsOneRun() {
        starter.put(EVERYTHING.replace("interval: 1s", "interval: 1s, settle: 3s"));
        for (String version : List.of("A", "B", "A")) {
            bucket.put("in/a", version);
            poll();
        }
        awaitStarted();

        assertTheOnlyRunIsOf("A");
    }

    @Test
    void withoutItsPipelineWhatAWatchSeesWaitsAndIsNotLost() {
        starter.put(EVERYTHING);
        archive.pipelines().delete("weather", any -> true);
        bucket.put("in/a", "v1");
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));
        assertThat(kept().failure().orElseThrow().failure().reason())
                .contains("no pipeline is kept under the name weather");

        starter.pipeline("{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:2\"}]}");
        poll();

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
        assertThat(kept().failure()).isEmpty();
    }

    @Test
    void aPipelineThatNowPutsItsResultsBelowWhatIsWatchedStartsNothing() {
        starter.put(EVERYTHING);
        starter.pipeline("{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}],"
                + " \"sink\": \"s3://weather/in/${run.id}.zip\"}");
        bucket.put("in/a", "v1");
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));
        assertThat(kept().failure().orElseThrow().failure().reason()).contains("is below what is watched");
        assertThatThrownBy(() -> starter.put(EVERYTHING.replace("1s", "2s")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.document().code()).isEqualTo("watch_invalid"));
    }

    @ParameterizedTest
    @CsvSource({
        "in/, ${steps.a.output}/",
        "in/, ${steps.a.output}.zip",
        "10/, s3://weather/${watch.size}/x.zip",
        "10/, s3://weather/${watch.etag}/x.zip",
        "'', s3://${watch.key}/x.zip"
    })
    void aSinkThatOnlyARunDecidesIsRefusedWhereItMayBeBelowWhatIsWatched(String prefix, String sink) {
        assertThatThrownBy(() -> starter.put("{name: stations, bucket: weather, prefix: '" + prefix
                        + "', pipeline: weather, sink: '" + sink + "'}"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.document().code()).isEqualTo("watch_invalid"));
    }

    @Test
    void aPausedWatchNotesEventsAndStartsThemOnceItIsResumed() {
        starter.put(EVERYTHING);
        starter.watches().pause("stations");

        assertThat(starter.sightings().offer(List.of(new SeenObject("weather", "in/a", "v1", 5, Instant.now()))))
                .isEqualTo(1);
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(1, 0, 0, 0));

        starter.watches().resume("stations");
        starter.turns("stations");
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
    }

    @Test
    void whatAnEventToldStartsThoughTheBucketCannotBeListedAndNoLookWaitsForLongerThanAMinute() {
        starter.put(EVERYTHING.replace("1s", "1d"));
        starter.watches().pause("stations");
        starter.sightings().offer(List.of(new SeenObject("weather", "in/a", "v1", 5, Instant.now())));
        bucket.refuse(new BucketRefused("bucket weather may not be listed", "give it s3:ListBucket"));

        starter.watches().resume("stations");
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 0));
        assertThat(kept().failure()).isPresent();
        assertThat(kept().nextPollAt()).isBefore(Instant.now().plusSeconds(61));
    }

    @Test
    void whatAWatchWasChangedNotToLookAtStartsNothing() {
        starter.put(EVERYTHING);
        starter.watches().pause("stations");
        starter.sightings()
                .offer(List.of(
                        new SeenObject("weather", "in/a", "v1", 5, Instant.now()),
                        new SeenObject("weather", "in/new/b", "v1", 5, Instant.now())));

        starter.put(EVERYTHING.replace("in/", "in/new/"));
        starter.watches().resume("stations");
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 0, 1));

        bucket.put("in/a", "v1");
        starter.put(EVERYTHING);
        starter.turns("stations");
        assertThat(starter.counts("stations")).as("it looks there again").isEqualTo(new SightingCounts(0, 2, 0, 0));
    }

    @Test
    void keysOfAnyCharactersStartARunEach() {
        List<String> keys = List.of(
                "in/a b+c%20.csv",
                "in/two\nlines", "in/${run.id} $(id) ';\"<&>", "in/Zürich/π/😀", "in//x", "in/../y", "in/?#[]");
        keys.forEach(key -> bucket.put(key, "v1"));
        starter.put(EVERYTHING);
        starter.turns("stations");

        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, keys.size(), 0, 0));
        assertThat(starter.runs("stations").stream()
                        .map(run -> starter.input(run).path("watch").path("key").asText()))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void eventsAreTakenOnlyByWatchesThatAskForThemAndLookThere() {
        starter.put(EVERYTHING.replace("events: true", "events: false"));
        SeenObject object = new SeenObject("weather", "in/a", "v1", 5, Instant.now());
        assertThat(starter.sightings().offer(List.of(object))).isZero();

        starter.put(EVERYTHING);
        assertThat(starter.sightings()
                        .offer(List.of(object, new SeenObject("weather", "out/a", "v1", 5, Instant.now()))))
                .isEqualTo(1);
        assertThat(starter.sightings().offer(List.of(object, object))).isZero();
    }

    @Test
    void aTestTellsWhatWouldStartAndStartsNothing() {
        IntStream.range(0, 5).forEach(i -> bucket.put("in/" + i, "v1"));
        starter.put(EVERYTHING);

        WatchPreview first = starter.watches().test("stations", 2);
        assertThat(first.objects()).extracting(SeenObject::key).containsExactly("in/0", "in/1");
        assertThat(first.more()).isTrue();
        assertThat(first.settle()).isEqualTo(Duration.ZERO);
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 0, 0, 0));

        starter.turns("stations");
        assertThat(starter.watches().test("stations", 2))
                .isEqualTo(new WatchPreview(List.of(), Duration.ZERO, 5, false));
        starter.put(SETTLING);
        assertThat(starter.watches().test("stations", 2).settle()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aHundredThousandObjectsAreSeenAPartAtATime() {
        Instant old = Instant.now().minusSeconds(3600);
        BucketListing large = (in, prefix, place) -> {
            int from = place.map(last -> Integer.parseInt(last.key().substring(prefix.length())) + 1)
                    .orElse(0);
            List<SeenObject> part = IntStream.range(from, from + 1000)
                    .mapToObj(i -> new SeenObject(in, prefix + "%06d".formatted(i), "v1", 5, old))
                    .toList();
            return new BucketListing.Part(
                    part,
                    List.of(),
                    from + 1000 < 100_000
                            ? Optional.of(
                                    BucketListing.Place.after(part.getLast().key()))
                            : Optional.empty());
        };
        try (WatchContext looking = new WatchContext(NAMESPACE, archive, large)) {
            looking.put("{name: stations, bucket: weather, prefix: in/, pipeline: weather}");
            looking.turns("stations");

            assertThat(looking.counts("stations")).isEqualTo(new SightingCounts(0, 0, 100_000, 0));
            assertThat(kept().lastPoll().map(KeptWatch.Poll::listed)).contains(100_000L);
        }
    }

    private KeptWatch kept() {
        return archive.watches().find("stations").orElseThrow();
    }

    private void awaitStarted() {
        Awaitility.await().until(() -> {
            starter.turns("stations");
            return starter.counts("stations").started() > 0;
        });
    }

    /** Of two versions that were seen. */
    private void assertTheOnlyRunIsOf(String version) {
        assertThat(starter.counts("stations")).isEqualTo(new SightingCounts(0, 1, 1, 0));
        assertThat(starter.input(starter.runs("stations").getFirst())
                        .path("watch")
                        .path("etag")
                        .asText())
                .isEqualTo(version);
    }

    /** The next look at the bucket, once its time has come. */
    private void poll() {
        Awaitility.await().until(() -> !Instant.now().isBefore(kept().nextPollAt()));
        starter.turns("stations");
    }
}
