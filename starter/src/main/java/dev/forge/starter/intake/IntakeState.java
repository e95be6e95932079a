package dev.forge.starter.intake;

import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one intake stands, and what it has counted since the starter started. Its adapter tells of the broker. */
public final class IntakeState {
    private static final int LAST = 10;

    /** Whatever goes on comes again within half of it. */
    private static final Duration TROUBLE_SHOWN = Duration.ofMinutes(30);

    private final String broker;
    private final String queue;
    private final Clock clock;
    private final Map<ProblemCode, Long> refused = new EnumMap<>(ProblemCode.class);
    private final Deque<LastRefusal> last = new ArrayDeque<>();
    private long started;
    private long withoutId;
    private Connection connection;
    private Optional<Pause> pause = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();

    /** As it is before anything has happened. */
    public IntakeState(String broker, String queue, Clock clock) {
        this.broker = broker;
        this.queue = queue;
        this.clock = clock;
        this.connection = new Connection(false, clock.instant(), Optional.of("it has not connected yet"));
    }

    /**
     * The connection to the broker.
     *
     * @param since when it became so
     * @param why where it is not up
     */
    public record Connection(boolean up, Instant since, Optional<String> why) {}

    /** Messages stay with the broker, though it is connected. */
    public record Pause(Instant since, String why) {}

    /**
     * What hindered a message from being put aside, deleted or kept from others, or the sender of one that was refused from
     * being told, and when that was seen last.
     */
    public record Trouble(Instant at, String why) {}

    /** A message that was refused, without anything by which it could be told from others. */
    public record LastRefusal(Instant at, ProblemCode code, String reason) {}

    /**
     * How it stands at one moment.
     *
     * @param started messages whose run is in Temporal, each as often as it was delivered
     * @param withoutId those of them that make another run whenever they come
     * @param last the newest first
     * @param trouble with single messages; empty where there was none for a while
     */
    public record Snapshot(
            String broker,
            String queue,
            Connection connection,
            Optional<Pause> pause,
            long started,
            long withoutId,
            Map<ProblemCode, Long> refused,
            List<LastRefusal> last,
            Optional<Trouble> trouble) {
        public Snapshot {
            refused = Collections.unmodifiableMap(refused);
            last = List.copyOf(last);
        }
    }

    public String broker() {
        return broker;
    }

    public String queue() {
        return queue;
    }

    /** The adapter consumes. */
    public synchronized void connected() {
        if (!connection.up()) {
            connection = new Connection(true, clock.instant(), Optional.empty());
        }
    }

    /** The broker is away, for as long as nobody says otherwise. */
    public synchronized void disconnected(String why) {
        Instant since = connection.up() ? clock.instant() : connection.since();
        connection = new Connection(false, since, Optional.of(why));
    }

    /** What a run needs is away, so that messages are left where they are. */
    public synchronized void paused(String why) {
        pause = Optional.of(new Pause(pause.map(Pause::since).orElseGet(clock::instant), why));
    }

    /** Messages are taken again. */
    public synchronized void resumed() {
        pause = Optional.empty();
    }

    /** Something of a message could not be done; whether others wait for that, a pause or the connection tells. */
    public synchronized void troubled(String why) {
        trouble = Optional.of(new Trouble(clock.instant(), why));
    }

    synchronized void count(Message message, Taken taken) {
        switch (taken) {
            case Started _ -> {
                started++;
                withoutId += message.id().isPresent() ? 0 : 1;
            }
            case Refused(ProblemCode code, String reason) -> refused(code, reason);
        }
    }

    /** Counts a message that was refused. */
    public synchronized void refused(ProblemCode code, String reason) {
        refused.merge(code, 1L, Long::sum);
        last.addFirst(new LastRefusal(clock.instant(), code, reason));
        if (last.size() > LAST) {
            last.removeLast();
        }
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(
                broker,
                queue,
                connection,
                pause,
                started,
                withoutId,
                new EnumMap<>(refused),
                new ArrayList<>(last),
                trouble.filter(seen -> seen.at().isAfter(clock.instant().minus(TROUBLE_SHOWN))));
    }
}
