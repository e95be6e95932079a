package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.activities.AttemptMeter.Phase;
import dev.forge.activities.AttemptMeter.Result;
import dev.forge.activities.AttemptMeter.State;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.Verdict;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptCourseTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Heard heard = new Heard();

    @Test
    void anAttemptIsInOneStateAtATimeAndInNoneWhenItIsOver() {
        try (AttemptCourse course = new AttemptCourse(heard, new AttemptSpan(Span.getInvalid()), CLOCK)) {
            course.sees(new Verdict.Running(NOW));
            course.sees(new Verdict.Running(NOW));
        }

        assertThat(heard.said).containsExactly("enters WAITING", "leaves WAITING", "enters RUNNING", "leaves RUNNING");
    }

    @Test
    void ofAnAttemptThatThisWorkerLaunchedEveryPhaseIsTimed() {
        try (AttemptCourse course = new AttemptCourse(heard, new AttemptSpan(Span.getInvalid()), CLOCK)) {
            course.launched(new Launched("name", "uid"));
            course.ended(new StepOutcome.Succeeded(Optional.of(NOW.plusSeconds(3)), NOW.plusSeconds(10), ""));
        }

        // The node's clock is before this one: nothing takes less than no time.
        assertThat(heard.said).contains("SUCCEEDED Optional.empty", "WAITING PT3S", "RUNNING PT7S", "TELLING PT0S");
    }

    @Test
    void ofAnAdoptedOneNobodyKnowsHowLongItWaited() {
        try (AttemptCourse course = new AttemptCourse(heard, new AttemptSpan(Span.getInvalid()), CLOCK)) {
            course.ended(new StepOutcome.Failed(
                    Optional.of(NOW.minusSeconds(9)),
                    NOW.minusSeconds(2),
                    "",
                    Failure.of(Category.TIMEOUT, "ran for longer than 7 s", "give it longer")));
        }

        assertThat(heard.said)
                .contains("FAILED Optional[TIMEOUT]", "RUNNING PT7S", "TELLING PT2S")
                .noneMatch(word -> word.startsWith("WAITING"));
    }

    private static final class Heard implements AttemptMeter {
        private final List<String> said = new ArrayList<>();

        @Override
        public void enters(State state) {
            said.add("enters " + state);
        }

        @Override
        public void leaves(State state) {
            said.add("leaves " + state);
        }

        @Override
        public void ended(Result result, Optional<Category> category) {
            said.add(result + " " + category);
        }

        @Override
        public void took(Phase phase, Duration time) {
            said.add(phase + " " + time);
        }

        @Override
        public void beat(Duration interval) {
            said.add("beat " + interval);
        }
    }
}
