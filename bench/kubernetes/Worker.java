import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of {@link WorkerUnderTest}. */
final class Worker implements AutoCloseable {
    /** What it has sent so far. */
    record Counts(long requests, long watches, long temporal, String byMethod) {}

    private final Process process;
    private final Map<String, Instant> posts = new ConcurrentHashMap<>();
    private final BlockingQueue<Counts> counts = new ArrayBlockingQueue<>(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final PrintStream in;

    private Worker(Process process) {
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static Worker start(List<String> command, Path log) throws Exception {
        Worker worker = new Worker(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
        Thread.ofPlatform().daemon().name("worker's words").start(worker::listen);
        if (!worker.ready.await(60, TimeUnit.SECONDS)) {
            worker.close();
            throw new TimeoutException("the worker does not start; " + log + " may say why");
        }
        return worker;
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                heard(line.split(" ", -1));
            }
        } catch (IOException e) {
            Figures.say("the worker's words end: %s", e);
        }
    }

    private void heard(String[] words) {
        switch (words[0]) {
            case "READY" -> ready.countDown();
            case "POST" -> posts.put(words[2], Instant.EPOCH.plus(Long.parseLong(words[1]), ChronoUnit.MICROS));
            case "COUNTS" -> counts.add(new Counts(
                    Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]), words[4]));
            default -> {}
        }
    }

    long pid() {
        return process.pid();
    }

    /** When a Job was posted. */
    Instant posted(String job) throws Exception {
        Wait.until("the worker to say when it posted " + job, Duration.ofSeconds(10), () -> posts.containsKey(job));
        return posts.get(job);
    }

    Counts counts() throws InterruptedException {
        in.println("counts");
        Counts now = counts.poll(30, TimeUnit.SECONDS);
        if (now == null) {
            throw new IllegalStateException("the worker does not answer");
        }
        return now;
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
