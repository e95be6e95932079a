package dev.forge.k8s.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A head is marked where it is gone, or where it may be; the container started at 07:00:00. */
class BeginningTest {
    private static final String OPENED_LATE = "the container's log was opened ";

    private final Beginning beginning = beginning(false);

    private static Beginning beginning(boolean followed) {
        return new Beginning(Optional.of(at("07:00:00")), followed);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + "Z");
    }

    private static Stamp stamp(String time) {
        return Stamp.of(at(time));
    }

    private static String maybe(String before, String why) {
        return "[forge: log lines before 2026-11-21T" + before + "Z may be lost: " + OPENED_LATE + why + "]";
    }

    @Test
    void whatWasOpenedInTimeIsWhole() {
        assertThat(beginning.mark(at("07:00:30"), stamp("07:30:00"))).isEmpty();
    }

    @Test
    void whatBeginsWithTheContainerIsWholeHoweverLateItWasOpened() {
        assertThat(beginning.mark(at("08:00:00"), stamp("07:00:01"))).isEmpty();
    }

    @Test
    void whatWasOpenedLateAndBeginsLateMayLackItsHead() {
        assertThat(beginning.mark(at("07:00:31"), stamp("07:00:02")))
                .hasValue(maybe("07:00:02", "31 s after the container had started"));
    }

    @Test
    void whatWasEmptyWhenItWasOpenedLateMayLackItsHead() {
        beginning.empty(at("07:05:00"), at("07:05:00"));

        assertThat(beginning.isWhole()).isFalse();
        assertThat(beginning.mark(at("07:05:00"), stamp("07:06:00")))
                .hasValue(maybe("07:06:00", "300 s after the container had started"));
    }

    @Test
    void whatSomebodyElseHasFollowedAndIsEmptyIsTakenForWhole() {
        Beginning adopted = beginning(true);
        adopted.empty(at("07:05:00"), at("07:05:00"));

        assertThat(adopted.isWhole()).isTrue();
        assertThat(adopted.mark(at("07:05:00"), stamp("07:06:00"))).isEmpty();
    }

    @Test
    void whatSomebodyElseHasFollowedAndBeginsOnlyThenIsTakenForWhole() {
        assertThat(beginning(true).mark(at("07:05:00"), stamp("07:05:01"))).isEmpty();
        assertThat(beginning(true).mark(at("07:05:00"), stamp("07:04:59"))).isPresent();
        assertThat(beginning.mark(at("07:05:00"), stamp("07:05:01"))).isPresent();
    }

    @Test
    void whatWasLastSeenEmptyLongBeforeItWasOpenedMayLackItsHead() {
        beginning.empty(at("07:00:03"), at("07:00:03"));

        assertThat(beginning.mark(at("07:01:03"), stamp("07:00:30")))
                .hasValue(maybe("07:00:30", "60 s after it was last seen to be empty"));
    }

    @Test
    void aFirstLineThatWasSeenAndIsGoneIsLost() {
        beginning.begins(at("07:00:01"), stamp("07:00:00.5"));

        assertThat(beginning.mark(at("07:10:00"), stamp("07:09:00")))
                .hasValue("[forge: log lines before 2026-11-21T07:09:00Z were lost: kubelet rotated the container's log"
                        + " before it was read]");
    }

    @Test
    void aFirstLineThatWasSeenAndIsStillThereIsTheFirst() {
        beginning.begins(at("07:00:05"), stamp("07:00:04"));

        assertThat(beginning.mark(at("07:10:00"), stamp("07:00:04"))).isEmpty();
    }

    @Test
    void ofALogWithoutALineItIsToldAtTheEnd() {
        assertThat(beginning.markOfNothing(at("07:10:00"), at("07:09:00")))
                .hasValue(maybe("07:09:00", "600 s after the container had started"));
        assertThat(beginning(true).markOfNothing(at("07:10:00"), at("07:09:00")))
                .isEmpty();
    }

    @Test
    void whereTheStartIsNotKnownNothingIsSuspected() {
        assertThat(new Beginning(Optional.empty(), false).mark(at("08:00:00"), stamp("07:30:00")))
                .isEmpty();
    }
}
