package dev.forge.activities;

import dev.forge.contract.step.Sighting;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The server's side of a heartbeat: what an earlier try left, what it hears, and when it says stop. */
final class ScriptedContext {
    static final Instant ASKED = Instant.parse("2026-11-21T12:00:00Z");

    final List<Sighting> heard = new CopyOnWriteArrayList<>();
    Optional<Sighting> earlier = Optional.empty();
    Optional<ActivityCompletionException> stop = Optional.empty();
    int stopAfter = 1;
    CountDownLatch untilHeard = new CountDownLatch(1);

    /** Of a worker that tells everything at once. */
    Heartbeat heartbeat() {
        return heartbeat(new Pace(Duration.ofNanos(1), Integer.MAX_VALUE, AttemptMeter.NONE));
    }

    Heartbeat heartbeat(Pace pace) {
        return pace.begin(proxy(ActivityExecutionContext.class, this::answer));
    }

    private <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, answers));
    }

    private Object information(Object proxy, Method method, Object[] arguments) {
        if (method.getName().equals("getHeartbeatTimeout")) {
            return Duration.ofSeconds(10);
        }
        if (method.getName().equals("getScheduledTimestamp")
                || method.getName().equals("getCurrentAttemptScheduledTimestamp")) {
            return ASKED.toEpochMilli();
        }
        throw new UnsupportedOperationException(method.getName());
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getHeartbeatDetails" -> earlier;
            case "getInfo" -> proxy(ActivityInfo.class, this::information);
            case "heartbeat" -> {
                heard.add((Sighting) arguments[0]);
                untilHeard.countDown();
                if (heard.size() >= stopAfter) {
                    stop.ifPresent(exception -> {
                        throw exception;
                    });
                }
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
