package dev.forge.activities;

import dev.forge.contract.step.Sighting;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's side of a heartbeat: what an earlier try left, what it hears, and when it says stop. */
final class ScriptedContext {
    final List<Sighting> heard = new ArrayList<>();
    Optional<Sighting> earlier = Optional.empty();
    Optional<ActivityCompletionException> stop = Optional.empty();
    int stopAfter = 1;

    Heartbeat heartbeat() {
        return new Heartbeat((ActivityExecutionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ActivityExecutionContext.class}, this::answer));
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getHeartbeatDetails" -> earlier;
            case "heartbeat" -> {
                heard.add((Sighting) arguments[0]);
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
