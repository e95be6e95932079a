package dev.forge.standalone.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts an engine as a process of its own, waits for it, and ends it. */
public final class BackgroundEngine {
    // Temporal alone may take its minute on a busy machine.
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int TOLD_LINES = 8;

    private final Home home;
    private final Map<String, String> environment;

    /**
     * The engine of a home.
     *
     * @param environment what a new one gets over the environment of this process
     */
    public BackgroundEngine(Home home, Map<String, String> environment) {
        this.home = home.created();
        this.environment = new HashMap<>(environment);
        this.environment.put("FORGE_HOME", home.root().toString());
        this.environment.put("FORGE_TTY", "0");
    }

    /** The engine of this home: the one that is up, or a new one with these arguments of {@code up}. */
    public EngineState ensure(List<String> arguments) throws InterruptedException {
        Optional<EngineState> up = settled();
        return up.isPresent() ? up.get() : start(arguments);
    }

    private EngineState start(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(JavaCommand.engine());
        command.add("up");
        command.addAll(arguments);
        long logged = size(home.engineLog());
        ProcessHandle process = DetachedProcess.start(command, environment, home.engineLog());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<EngineState> up = EngineState.alive(home);
            if (up.isPresent()) {
                return up.get();
            }
            if (!process.isAlive()) {
                // Two commands at once may both find no engine; the lock lets one of the two engines live.
                return settled().orElseThrow(() -> ended(logged));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new EngineProblem("The engine is not up after " + START_LIMIT.toSeconds() + " s. See " + home.engineLog()
                + ", and end its process " + process.pid() + ".");
    }

    /** The engine that is up, once one that is just starting or stopping has done so. */
    private Optional<EngineState> settled() throws InterruptedException {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        Optional<EngineState> up = EngineState.alive(home);
        while (up.isEmpty() && isLocked() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            up = EngineState.alive(home);
        }
        return up.isPresent() ? up : EngineState.alive(home);
    }

    private boolean isLocked() {
        Optional<EngineLock> lock = EngineLock.take(home);
        lock.ifPresent(EngineLock::close);
        return lock.isEmpty();
    }

    private EngineProblem ended(long logged) {
        return new EngineProblem("The engine ended while it started:\n" + lastLines(logged) + "The whole log is "
                + home.engineLog() + ".");
    }

    private String lastLines(long from) {
        try {
            byte[] log = Files.readAllBytes(home.engineLog());
            int start = (int) Math.min(from, log.length);
            List<String> lines = new String(log, start, log.length - start, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            StringBuilder text = new StringBuilder();
            lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size())
                    .forEach(line -> text.append("  | ").append(line).append('\n'));
            return text.toString();
        } catch (IOException e) {
            return "  (its log cannot be read: " + e.getMessage() + ")\n";
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Asks the engine to stop and waits until it has; empty where none was up. */
    public Optional<EngineState> stop() throws InterruptedException {
        Optional<EngineState> state = EngineState.alive(home);
        Optional<ProcessHandle> process = state.flatMap(up -> up.process().alive());
        if (process.isEmpty()) {
            return Optional.empty();
        }
        process.get().destroy();
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        // The lock is let go when all is stopped; the process may still write its AOT cache then.
        while (process.get().isAlive() && isLocked()) {
            if (System.nanoTime() > deadline) {
                throw new EngineProblem("The engine does not stop. End its process "
                        + process.get().pid() + " by hand; what runs will be adopted at the next start.");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return state;
    }
}
