package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.archive.records.RunRecord.Standing;
import dev.forge.contract.run.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRecordTest {
    private static final Execution SECOND = new Execution("second", NOON);

    @Test
    void aHigherRevisionOfTheSameExecutionIsNewer() {
        Standing there = new Standing(SECOND, 5, Optional.empty());

        assertThat(there.isOlderThan(ofSecond(6).record())).isTrue();
        assertThat(there.isOlderThan(ofSecond(5).record())).isFalse();
        assertThat(there.isOlderThan(ofSecond(4).record())).isFalse();
    }

    @Test
    void aLaterExecutionIsNewerWhateverItsRevision() {
        Standing there = new Standing(SECOND, 5, Optional.of(NOON.plusSeconds(9)));

        assertThat(there.isOlderThan(run("r").execution("third", NOON.plusSeconds(1))
                        .revision(0)
                        .record()))
                .isTrue();
        assertThat(there.isOlderThan(run("r").execution("first", NOON.minusSeconds(1))
                        .revision(9)
                        .record()))
                .isFalse();
    }

    @Test
    void afterTheEndOfAnExecutionOnlyItsEndIsNewer() {
        Standing there = new Standing(SECOND, 5, Optional.of(NOON.plusSeconds(9)));

        assertThat(there.isOlderThan(ofSecond(6).in(RunState.RUNNING).record())).isFalse();
        assertThat(there.isOlderThan(ofSecond(6).in(RunState.FAILED).record())).isTrue();
    }

    @Test
    void ofTwoExecutionsThatBeganAtOnceOneIsNewerForEverybody() {
        RunRecord other = run("r").execution("other", NOON).in(RunState.RUNNING).record();
        boolean oneWay = new Standing(SECOND, 1, Optional.empty()).isOlderThan(other);
        boolean otherWay = new Standing(other.execution(), 1, Optional.empty())
                .isOlderThan(ofSecond(1).in(RunState.RUNNING).record());

        assertThat(oneWay).isNotEqualTo(otherWay);
    }

    @Test
    void ofTwoExecutionsThatBeganAtOnceTheOneThatEndedLaterIsNewer() {
        RunRecord reset =
                run("r").execution("another", NOON).took(Duration.ofSeconds(10)).record();

        assertThat(new Standing(SECOND, 5, Optional.of(NOON.plusSeconds(9))).isOlderThan(reset))
                .isTrue();
        assertThat(new Standing(SECOND, 5, Optional.of(NOON.plusSeconds(11))).isOlderThan(reset))
                .isFalse();
    }

    private static Samples ofSecond(long revision) {
        return run("r").execution("second", NOON).revision(revision);
    }
}
