package dev.forge.starter.intake;

import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.run.RunSubmission.Accepted;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes the intake of a queue without all that starts runs. */
public final class Intaking {
    private Intaking() {}

    /**
     * One that has room for any number of runs.
     *
     * @param started hears of the pipeline's name of each message that is taken
     */
    public static Intake of(String queue, Consumer<String> started) {
        return new Intake(
                (kind, run, _) -> {
                    String name = run.pipeline().name();
                    started.accept(name);
                    return new Accepted(kind.prefix() + name, RunState.QUEUED, name);
                },
                new RoomForRuns(Optional.empty(), () -> 0, Clock.systemUTC()),
                ReplyRule.NONE,
                new Incidents(RandomGenerator.getDefault()),
                new IntakeState("rabbitmq", queue, Clock.systemUTC()));
    }
}
