package dev.forge.standalone.engine;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The start of an engine's parts, side by side where they do not need each other, with the time that each took. */
final class Startup {
    private final Map<String, Long> millis = new ConcurrentHashMap<>();

    /** Starts a part beside the others. */
    <T> CompletableFuture<T> beside(String part, Callable<T> start) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().name("start-" + part).start(() -> {
            try {
                result.complete(now(part, start));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Starts a part while the caller waits. */
    <T> T now(String part, Callable<T> start) throws Exception {
        long from = System.nanoTime();
        T started = start.call();
        millis.put(part, Duration.ofNanos(System.nanoTime() - from).toMillis());
        return started;
    }

    /** What each part took, and {@code all} of it together. */
    Map<String, Long> millis(Duration all) {
        Map<String, Long> parts = new TreeMap<>(millis);
        parts.put("all", all.toMillis());
        return parts;
    }
}
