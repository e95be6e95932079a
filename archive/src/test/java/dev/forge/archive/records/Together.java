package dev.forge.archive.records;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does something many times at once. */
final class Together {
    private Together() {}

    /** What each of them answers; the first that fails fails all. */
    static <T> List<T> all(int threads, IntFunction<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = IntStream.range(0, threads)
                    .mapToObj(number -> executor.submit((Callable<T>) () -> {
                        start.await();
                        return work.apply(number);
                    }))
                    .toList();
            start.countDown();
            return answers.stream().map(Together::answer).toList();
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError("one of many at once failed", e);
        }
    }
}
