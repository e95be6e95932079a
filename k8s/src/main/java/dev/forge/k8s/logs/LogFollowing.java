package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.LogContext;
import dev.forge.runtime.LogStore;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the logs of attempts while they run: each is followed by one virtual thread, and stored every few seconds. What
 * it cannot read or store it tries again and marks in the end, in the log itself; nothing of that reaches its caller.
 *
 * <p>The log of an attempt is that of its container {@code module}. The lines of further containers of the pod follow
 * after it, each with the container's name in brackets before it.
 */
public final class LogFollowing implements AutoCloseable {
    /** What has been read is stored when a worker ends, within the time that it has for ending. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Beyond a follower's own patience, so that it is the one to say what is missing. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** A person waits for these. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final String SEE_TO_IT =
            "see to that; else the run ends without the rest of this log, which is stored later if it can be";

    private static final Pattern STOP = Pattern.compile("\\.\\s*$");

    private static final Logger LOG = LoggerFactory.getLogger(LogFollowing.class);

    private final LogStore store;
    private final LogClient client;
    private final Reading.Following following;
    private final Map<AttemptId, Running> running = new ConcurrentHashMap<>();
    private final CompleteLogs complete = new CompleteLogs();
    private volatile boolean closed;

    private LogFollowing(LogStore store, LogClient client, Reading.Following following) {
        this.store = store;
        this.client = client;
        this.following = following;
    }

    /** Follows logs in the cluster that a client is of, by a client of its own. */
    public static LogFollowing open(KubernetesClient like, LogStore store, LogSettings settings, Clock clock) {
        return new LogFollowing(
                store, new LogClient(like.getConfiguration()), new Reading.Following(settings, new Turns(), clock));
    }

    private record Running(Follower follower, Orders orders, Thread thread) {
        boolean isOver() {
            return !thread.isAlive();
        }
    }

    /**
     * Follows the log of an attempt whose container has started, and goes on if it does already; to be called whenever
     * its pod has changed.
     */
    public void follow(AttemptId attempt, Pod pod) {
        if (!closed && !complete.contains(attempt)) {
            running(attempt, Optional.of(pod)).orders().saw(pod);
        }
    }

    /**
     * Returns once all of an ended attempt's log is stored, or what is missing is marked in it; at the latest when
     * neither the log nor its store has moved for as long as the patience is. Then it goes on in the background, for as
     * long as this is open, and calling it again, here or on another worker, waits for the same once more: that is
     * what Temporal does with a {@code finish} that was lost, so that longer patience would only hold the run up.
     *
     * @param pod as it was seen last; empty: it was not, or is gone
     * @param tell hears each second why it is not complete yet
     */
    public void complete(AttemptId attempt, Optional<Pod> pod, Instant endedAt, Consumer<Waiting> tell)
            throws InterruptedException {
        Duration own = following.settings().patience();
        Duration patience = own.plus(own.compareTo(MARGIN) < 0 ? own : MARGIN);
        Instant began = following.clock().instant();
        boolean waits = true;
        while (waits && !closed && !complete.contains(attempt)) {
            Running now = running(attempt, pod);
            pod.ifPresent(now.orders()::saw);
            now.orders().complete(endedAt);
            now.thread().join(Duration.ofSeconds(1));
            Instant moved = now.orders().progressedAt();
            Instant since = moved.isAfter(began) ? moved : began;
            waits = following.clock().instant().isBefore(since.plus(patience));
            if (waits && !complete.contains(attempt)) {
                tell.accept(incomplete(attempt, now.orders(), since, patience));
            }
        }
        if (!complete.contains(attempt)) {
            LOG.warn("attempt {}: its log is not complete yet; it is told so to whoever reads it", attempt.name());
        }
    }

    private Waiting incomplete(AttemptId attempt, Orders orders, Instant since, Duration patience) {
        Optional<String> trouble = orders.trouble();
        String why = "the log of " + attempt.step() + ", attempt " + attempt.number() + ", is not complete yet"
                + trouble.map(said -> ": " + STOP.matcher(said).replaceFirst(""))
                        .orElse("");
        String remedy = trouble.map(_ -> SEE_TO_IT)
                .orElseGet(() -> Waiting.onceUnusual(
                        "look whether the node of its pod answers",
                        since,
                        following.clock().instant()));
        return new Waiting(why, since, Optional.of(patience), Optional.of(remedy));
    }

    private Running running(AttemptId attempt, Optional<Pod> pod) {
        return running.compute(attempt, (_, known) -> known != null && !known.isOver() ? known : start(attempt, pod));
    }

    private Running start(AttemptId attempt, Optional<Pod> pod) {
        Orders orders = new Orders(following.clock());
        pod.ifPresent(orders::saw);
        Follower follower = new Follower(attempt, client, store, following, orders);
        Thread thread = Thread.ofVirtual().name("log of " + attempt.name()).start(() -> run(attempt, follower));
        return new Running(follower, orders, thread);
    }

    private void run(AttemptId attempt, Follower follower) {
        try (LogContext _ = LogContext.of(attempt)) {
            follower.run();
        }
        if (follower.isComplete()) {
            complete.add(attempt);
        }
        running.computeIfPresent(attempt, (_, known) -> known.follower() == follower ? null : known);
    }

    /** The last lines of a log that is being followed, from the pod itself; empty where that cannot be had at once. */
    Optional<List<String>> lastLines(AttemptId attempt, int lines) {
        return Optional.ofNullable(running.get(attempt))
                .flatMap(known -> known.orders().sight())
                .flatMap(sight -> new PodLines(client, sight).last(lines, AT_ONCE));
    }

    /** Stores what has been read, and leaves the rest to whoever goes on. */
    @Override
    public void close() {
        closed = true;
        running.values().forEach(known -> known.orders().stop());
        Instant until = following.clock().instant().plus(LAST_WORDS);
        try {
            for (Running known : running.values()) {
                Duration left = Duration.between(following.clock().instant(), until);
                boolean _ = left.isPositive() && known.thread().join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(known -> known.thread().interrupt());
        client.close();
    }
}
