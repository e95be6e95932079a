package dev.forge.standalone.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Everything in one process: S3, starter and worker, with Temporal as its child. */
public final class Engine implements AutoCloseable {
    // Others look for a moment whether the lock is taken; that is no engine.
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(1);

    // Sooner than any other engine could have put a Temporal of its own on the port.
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Parts parts;
    private final BooleanSupplier temporalLives;
    private final Optional<IdleWatch> idle;
    private final EngineState state;
    private final List<String> remarks;
    private final CountDownLatch closed = new CountDownLatch(1);

    Engine(
            Parts parts,
            BooleanSupplier temporalLives,
            Optional<IdleWatch> idle,
            EngineState state,
            List<String> remarks) {
        this.parts = parts;
        this.temporalLives = temporalLives;
        this.idle = idle;
        this.state = state;
        this.remarks = List.copyOf(remarks);
    }

    /** Starts everything and returns when it answers. Throws {@link EngineProblem} where that cannot be. */
    public static Engine start(EngineSettings settings) throws InterruptedException {
        Home home = settings.home().created();
        Parts parts = new Parts();
        parts.add("the lock", EngineLock.takeWithin(LOCK_LIMIT, home).orElseThrow(() -> alreadyUp(home)));
        try {
            return new EngineStart(settings, parts).run();
        } catch (InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static EngineProblem alreadyUp(Home home) {
        return EngineState.alive(home)
                .map(up -> new EngineProblem("An engine is up in " + home.root() + " already: process "
                        + up.process().pid() + ", " + up.api()
                        + ". Use that one, stop it with ./forge down, or set FORGE_HOME to another folder."))
                .orElseGet(() -> new EngineProblem("An engine is just starting or stopping in " + home.root()
                        + ". Wait a moment, then try again."));
    }

    public EngineState state() {
        return state;
    }

    /** What a person should know of this start, a sentence each. */
    public List<String> remarks() {
        return remarks;
    }

    /**
     * Waits until the engine is closed, or has been idle for its limit. Throws {@link EngineProblem} when its Temporal
     * has ended: the worker would go on asking at that port, and serve whichever Temporal comes up there next.
     */
    public void awaitEnd() throws InterruptedException {
        while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!temporalLives.getAsBoolean()) {
                throw new EngineProblem("Temporal has ended, and the engine ends with it. Nothing is lost: ./forge up"
                        + " goes on with every run. The end of " + Path.of("temporal", "temporal.log")
                        + " in the home folder may say why.");
            }
            if (idle.isPresent() && idle.get().expired()) {
                return;
            }
        }
    }

    /** Stops all parts. Attempts that run go on by themselves; the next engine adopts them. */
    @Override
    public void close() {
        closed.countDown();
        parts.close();
    }
}
