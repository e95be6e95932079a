package dev.forge.starter.intake;

import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.run.RunSubmission.Accepted;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
        return of(queue, Optional::empty, started);
    }

    /**
     * The same of one that is told what is away.
     *
     * @param away why no run can be started now; empty where one can
     */
    public static Intake of(String queue, Supplier<Optional<String>> away, Consumer<String> started) {
        return new Intake(
                (kind, run, _) -> {
                    away.get().ifPresent(why -> {
                        throw new NotTakenYet(why);
                    });
                    String name = run.pipeline().name();
                    started.accept(name);
                    return new Accepted(kind.prefix() + name, RunState.QUEUED, name);
                },
                new RoomForRuns(Optional.empty(), () -> 0, Clock.systemUTC()),
                new BodyReaders(),
                ReplyRule.NONE,
                new Incidents(RandomGenerator.getDefault()),
                new IntakeState("rabbitmq", queue, Clock.systemUTC()));
    }
}
