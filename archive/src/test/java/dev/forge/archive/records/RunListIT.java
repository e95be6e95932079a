package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunListIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Runs runs = FRESH.archive().runs();

    @BeforeAll
    static void recordSome() {
        Runs runs = FRESH.archive().runs();
        runs.record(run("night-1").startedAt(at(1)).took(Duration.ofMinutes(10)).record());
        runs.record(run("night-2").startedAt(at(2)).in(RunState.FAILED).record());
        runs.record(run("night-3").startedAt(at(3)).record());
        runs.record(run("night-4").startedAt(at(4)).in(RunState.RUNNING).record());
        runs.record(run("scan-100%_a")
                .of("imaging")
                .startedAt(at(4))
                .in(RunState.CANCELED)
                .labelled(Map.of("team", "radiology", "host", "Ward-7"))
                .record());
        runs.record(run("scan-1000xa")
                .of("imaging")
                .startedAt(at(5))
                .labelled(Map.of("team", "cardiology"))
                .took(Duration.ofHours(2))
                .record());
    }

    private static Instant at(int hour) {
        return NOON.plus(Duration.ofHours(hour));
    }

    @Test
    void theLastToEndComesFirstAndNoneThatHasEndedIsHidden() {
        assertThat(listed(RunFilter.all()))
                .containsExactly("scan-1000xa", "scan-100%_a", "night-3", "night-2", "night-1");
    }

    @Test
    void runsAreListedByState() {
        assertThat(listed(RunFilter.all().in(RunState.FAILED))).containsExactly("night-2");
        assertThat(listed(RunFilter.all().in(RunState.FAILED, RunState.SUCCEEDED)))
                .containsExactly("scan-1000xa", "night-3", "night-2", "night-1");
        assertThat(listed(RunFilter.all().in(RunState.RUNNING))).isEmpty();
    }

    @Test
    void runsAreListedByPipeline() {
        assertThat(listed(RunFilter.all().of("imaging"))).containsExactly("scan-1000xa", "scan-100%_a");
        assertThat(listed(RunFilter.all().of("imag"))).isEmpty();
    }

    @Test
    void runsAreListedByLabelsOfWhichEachMustHaveItsValue() {
        assertThat(listed(RunFilter.all().labelled("team", "radiology"))).containsExactly("scan-100%_a");
        assertThat(listed(RunFilter.all().labelled("team", "radiology").labelled("host", "Ward-7")))
                .containsExactly("scan-100%_a");
        assertThat(listed(RunFilter.all().labelled("team", "radiology").labelled("host", "Ward-8")))
                .isEmpty();
        assertThat(listed(RunFilter.all().labelled("radiology", "team"))).isEmpty();
    }

    @Test
    void runsAreListedByStartFromAnInstantAndBeforeAnother() {
        assertThat(listed(RunFilter.all().startedFrom(at(3)).startedBefore(at(5))))
                .containsExactly("scan-100%_a", "night-3");
    }

    @Test
    void runsThatHaveEndedAreListedByDuration() {
        assertThat(listed(RunFilter.all().atLeast(Duration.ofMinutes(10)))).containsExactly("scan-1000xa", "night-1");
        assertThat(listed(RunFilter.all().atLeast(Duration.ofMinutes(2)).atMost(Duration.ofMinutes(10))))
                .containsExactly("night-1");
        assertThat(listed(RunFilter.all().atMost(Duration.ofMinutes(1))))
                .containsExactly("scan-100%_a", "night-3", "night-2");
    }

    @Test
    void runsAreListedByTextInTheIdOrInALabelsValue() {
        assertThat(listed(RunFilter.all().containing("ght-2"))).containsExactly("night-2");
        assertThat(listed(RunFilter.all().containing("NIGHT"))).containsExactly("night-3", "night-2", "night-1");
        assertThat(listed(RunFilter.all().containing("ward"))).containsExactly("scan-100%_a");
        assertThat(listed(RunFilter.all().containing("host"))).isEmpty();
    }

    @Test
    void whatMeansSomethingToSqlIsSearchedForAsItStands() {
        assertThat(listed(RunFilter.all().containing("100%_a"))).containsExactly("scan-100%_a");
        assertThat(listed(RunFilter.all().containing("n_1"))).isEmpty();
        assertThat(listed(RunFilter.all().containing("'"))).isEmpty();
        assertThat(listed(RunFilter.all().containing("\\"))).isEmpty();
    }

    @Test
    void allOfAFilterMustBeTrue() {
        RunFilter filter = RunFilter.all()
                .of("imaging")
                .in(RunState.SUCCEEDED, RunState.CANCELED)
                .labelled("team", "cardiology")
                .startedFrom(at(4))
                .startedBefore(at(6))
                .atLeast(Duration.ofHours(1))
                .atMost(Duration.ofHours(3))
                .containing("scan");

        assertThat(listed(filter)).containsExactly("scan-1000xa");
        assertThat(listed(filter.of("weather"))).isEmpty();
    }

    @Test
    void aRunInTheListSaysWhyItFailed() {
        RunSummary failed = runs.listEnded(RunFilter.all().in(RunState.FAILED), Optional.empty(), 1)
                .items()
                .getFirst();

        assertThat(failed.failure().map(RunFailure::sentence)).contains("monthly: it exited 1. Look at the log.");
        assertThat(failed.endedAt()).contains(at(2).plusSeconds(60));
    }

    @Test
    void aPageSaysWhereTheNextBeginsAndTheLastThatNoneDoes() {
        var first = runs.listEnded(RunFilter.all().startedFrom(at(0)), Optional.empty(), 3);
        assertThat(first.items()).extracting(RunSummary::id).containsExactly("scan-1000xa", "scan-100%_a", "night-3");

        var last = runs.listEnded(RunFilter.all().startedFrom(at(0)), first.next(), 2);
        assertThat(last.items()).extracting(RunSummary::id).containsExactly("night-2", "night-1");
        assertThat(last.next()).isEmpty();
    }

    @Test
    void aPageOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> runs.listEnded(RunFilter.all(), Optional.empty(), 0));
    }

    @Test
    void tenThousandRunsAreListedEachOnceAndInOrder() throws Exception {
        // Twenty end at each instant, so that places among equals are met.
        FRESH.execute("""
                INSERT INTO runs (id, key, execution, execution_started_at, revision, pipeline, state, started_at,
                                  ended_at, labels, parameters, searched)
                SELECT 'many-' || n, 'k', 'e', now(), 1, 'many', 'SUCCEEDED',
                       TIMESTAMPTZ '2025-01-01Z', TIMESTAMPTZ '2025-01-01Z' + (n / 20) * INTERVAL '1 second', '{}', '{}',
                       'many-' || n
                FROM generate_series(1, 10000) AS n
                """);

        List<RunSummary> all = new ArrayList<>();
        Optional<EndedCursor> place = Optional.empty();
        do {
            var page = runs.listEnded(RunFilter.all().of("many"), place, 97);
            all.addAll(page.items());
            place = page.next();
        } while (place.isPresent());

        assertThat(all).extracting(RunSummary::id).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo(Comparator.comparing(RunSummary::closedAt).reversed());
    }

    private List<String> listed(RunFilter filter) {
        // What another test of this class makes is older than all of these.
        RunFilter mine = filter.startedFrom().isPresent() ? filter : filter.startedFrom(at(0));
        return runs.listEnded(mine, Optional.empty(), 100).items().stream()
                .map(RunSummary::id)
                .toList();
    }
}
