package dev.forge.k8s.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the logs of an attempt's containers begin. Those of further containers are read when the module's has ended; what
 * they begin with is asked for from the start, so that it can be told then whether it is gone.
 */
final class Beginnings implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

    private final LogClient client;
    private final Clock clock;
    private final boolean followed;
    private final Map<String, Beginning> known = new HashMap<>();
    private final Map<String, Awaited> awaited = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private Instant nextLook = Instant.MIN;

    /**
     * Of one attempt.
     *
     * @param followed whether somebody has followed the attempt's log before
     */
    Beginnings(LogClient client, boolean followed, Clock clock) {
        this.client = client;
        this.followed = followed;
        this.clock = clock;
    }

    /** A request that kubelet answers when the container writes. */
    private record Awaited(Instant asked, LogRequest request) {}

    /** What is known of a container whose log is read from now on. */
    Beginning of(Sight sight, String container) throws InterruptedException {
        Beginning beginning = beginning(sight, container);
        Awaited waiting = awaited.remove(container);
        if (waiting != null) {
            if (!take(waiting, container, beginning)) {
                beginning.empty(waiting.asked(), clock.instant());
            }
            waiting.request().close();
        }
        settled.add(container);
        return beginning;
    }

    private Beginning beginning(Sight sight, String container) {
        return known.computeIfAbsent(container, _ -> new Beginning(sight.startedAt(container), followed));
    }

    /** Whether it is time to look again. */
    boolean isDue() {
        return !clock.instant().isBefore(nextLook);
    }

    /** Asks for what is not known yet, and takes what was answered. */
    void look(Sight sight) throws InterruptedException {
        nextLook = clock.instant().plus(BETWEEN_LOOKS);
        for (String container : sight.containers()) {
            if (sight.hasStarted(container) && !settled.contains(container)) {
                Beginning beginning = beginning(sight, container);
                Awaited waiting = awaited.computeIfAbsent(
                        container,
                        _ -> new Awaited(clock.instant(), new Peek(client, sight.log(container)).awaitHead()));
                if (take(waiting, container, beginning)) {
                    awaited.remove(container).request().close();
                }
            }
        }
    }

    /** Returns whether there was an answer, whatever it was. */
    private boolean take(Awaited waiting, String container, Beginning beginning) throws InterruptedException {
        if (!waiting.request().isAnswered()) {
            return false;
        }
        try {
            Peek.stamp(waiting.request())
                    .ifPresentOrElse(
                            head -> beginning.begins(waiting.asked(), head),
                            () -> beginning.empty(waiting.asked(), clock.instant()));
            settled.add(container);
        } catch (Peek.Unseen e) {
            LOG.debug("what the log of {} begins with was not seen", container, e);
        }
        return true;
    }

    @Override
    public void close() {
        awaited.values().forEach(waiting -> waiting.request().close());
        awaited.clear();
    }
}
