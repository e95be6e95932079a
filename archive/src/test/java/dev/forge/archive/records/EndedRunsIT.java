package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of runs by their end. */
class EndedRunsIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Runs runs = FRESH.archive().runs();

    @BeforeAll
    static void recordSome() {
        Runs runs = FRESH.archive().runs();
        runs.record(run("long").took(Duration.ofHours(3)).record());
        runs.record(
                run("short").startedAt(NOON.plusSeconds(60)).in(RunState.FAILED).record());
        runs.record(run("open").in(RunState.RUNNING).record());
        // In a dictionary these would stand in another order.
        for (String id : List.of("same-B", "same-a", "same_A", "same-ä")) {
            runs.record(run(id).of("equals").took(Duration.ofHours(2)).record());
        }
    }

    @Test
    void theLastToEndComesFirstAndOfThoseThatEndedAtOnceTheHighestId() {
        assertThat(pages(RunFilter.all(), 100))
                .containsExactly("long", "same_A", "same-ä", "same-a", "same-B", "short");
    }

    @Test
    void pagesCutAmongEqualsLeaveNoneOutAndRepeatNone() {
        assertThat(pages(RunFilter.all(), 2)).isEqualTo(pages(RunFilter.all(), 100));
        assertThat(pages(RunFilter.all().in(RunState.SUCCEEDED, RunState.FAILED), 1))
                .isEqualTo(pages(RunFilter.all(), 100));
    }

    @Test
    void aPlaceWithoutARunBeginsWithAllThatEndedThen() {
        var place = new EndedCursor(NOON.plus(Duration.ofHours(2)), Optional.empty());

        assertThat(runs.listEnded(RunFilter.all(), Optional.of(place), 10).items())
                .extracting(RunSummary::id)
                .containsExactly("same_A", "same-ä", "same-a", "same-B", "short");
    }

    @Test
    void filtersAreThoseOfTheOtherList() {
        assertThat(pages(RunFilter.all().of("equals").containing("same-"), 2))
                .containsExactly("same-ä", "same-a", "same-B");
        assertThat(pages(RunFilter.all().in(RunState.RUNNING), 2)).isEmpty();
    }

    @Test
    void whoseRecordStandsHereIsTold() {
        assertThat(runs.executions(List.of("long", "never", "open")))
                .containsOnlyKeys("long", "open")
                .containsEntry("long", "execution-1");
    }

    private List<String> pages(RunFilter filter, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<EndedCursor> place = Optional.empty();
        do {
            Page<RunSummary, EndedCursor> page = runs.listEnded(filter, place, limit);
            page.items().forEach(found -> ids.add(found.id()));
            place = page.next();
        } while (place.isPresent());
        return ids;
    }
}
