package dev.forge.worker.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AftercareTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MovedClock clock = new MovedClock();
    private final CutOffThere runs = new CutOffThere();
    private final Aftercare aftercare = new Aftercare(runs, clock);

    @Test
    void theFirstLookGoesBackAsFarAsItMayAndEachLaterOneALittleBehindTheOneBefore() {
        Instant begun = clock.instant();

        aftercare.pass();
        clock.move(MINUTE);
        aftercare.pass();

        assertThat(runs.looks).containsExactly(begun.minus(CutOffThere.REACH), begun.minus(Aftercare.OVERLAP));
    }

    @Test
    void aWorkerThatWasAsleepForLongGoesBackNoFurtherThanItMay() {
        aftercare.pass();
        clock.move(Duration.ofDays(30));
        aftercare.pass();

        assertThat(runs.looks.getLast()).isEqualTo(clock.instant().minus(CutOffThere.REACH));
    }

    @Test
    void aRunThatIsListedAgainIsDoneWith() {
        runs.list("weather", clock.instant());

        aftercare.pass();
        clock.move(MINUTE);
        aftercare.pass();

        assertThat(runs.told).containsExactly("weather");
        assertThat(runs.kept).containsExactly("weather");
    }

    @Test
    void aRunThatIsListedLateIsFound() {
        aftercare.pass();
        Instant closed = clock.instant().minus(MINUTE);
        clock.move(MINUTE);
        runs.list("weather", closed);

        aftercare.pass();

        assertThat(runs.told).containsExactly("weather");
    }

    @Test
    void oneThatFailsKeepsNoneOfTheOthersAndIsTriedAgain() {
        runs.list("weather", clock.instant());
        runs.list("tides", clock.instant());
        runs.untellable.add("weather");

        aftercare.pass();
        assertThat(runs.told).containsExactly("tides");
        // Long after nobody lists it any more.
        clock.move(Duration.ofHours(1));
        aftercare.pass();
        clock.move(Duration.ofHours(1));
        runs.untellable.clear();
        aftercare.pass();

        assertThat(runs.told).containsExactly("tides", "weather");
        assertThat(runs.kept).containsExactlyInAnyOrder("tides", "weather");
    }

    @Test
    void anArchiveThatIsAwayKeepsNobodyFromBeingTold() {
        runs.archiveIsAway = true;
        runs.list("weather", clock.instant());
        aftercare.pass();
        assertThat(runs.told).containsExactly("weather");

        runs.archiveIsAway = false;
        clock.move(MINUTE);
        aftercare.pass();

        assertThat(runs.kept).containsExactly("weather");
        assertThat(runs.told).hasSize(1);
    }

    @Test
    void aListThatCannotBeHadIsAskedForAgainFromWhereTheLastOneEnded() {
        aftercare.pass();
        Instant last = clock.instant();
        clock.move(Duration.ofHours(1));
        runs.list("weather", clock.instant());
        runs.temporalIsAway = true;
        assertThatThrownBy(aftercare::pass).hasMessage("Temporal is away");

        clock.move(Duration.ofHours(1));
        runs.temporalIsAway = false;
        aftercare.pass();

        assertThat(runs.looks.getLast()).isEqualTo(last.minus(Aftercare.OVERLAP));
        assertThat(runs.told).containsExactly("weather");
    }

    @Test
    void ofVeryManyAPassReadsSomePagesAndTheNextOneGoesOn() {
        runs.pageSize = 2;
        int all = 3 * Aftercare.PAGES_A_PASS;
        IntStream.range(0, all).forEach(at -> runs.list("run " + at, clock.instant()));

        aftercare.pass();
        assertThat(runs.told).hasSize(2 * Aftercare.PAGES_A_PASS);
        clock.move(MINUTE);
        aftercare.pass();

        assertThat(runs.told).hasSize(all).doesNotHaveDuplicates();
        assertThat(runs.kept).hasSize(all);
    }

    @Test
    void aPassThatTakesLongEndsAndTheNextOneGoesOnWithTheNewestFirst() {
        runs.list("slow", clock.instant());
        runs.list("later", clock.instant());
        runs.whenTold = () -> clock.move(Aftercare.LONGEST);
        aftercare.pass();
        assertThat(runs.told).hasSize(1);

        runs.list("newest", clock.instant());
        aftercare.pass();

        assertThat(runs.told).hasSize(2).endsWith("newest");
        aftercare.pass();
        assertThat(runs.told).containsExactlyInAnyOrder("slow", "later", "newest");
    }
}
