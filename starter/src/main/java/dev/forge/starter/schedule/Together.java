package dev.forge.starter.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks for several things at once. */
final class Together {
    private Together() {}

    /** The answers, in the order of the questions; a question that fails fails all. */
    static <Q, A> List<A> map(List<Q> questions, Function<Q, A> ask) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<A>> asked = new ArrayList<>();
            for (Q question : questions) {
                asked.add(threads.submit(() -> ask.apply(question)));
            }
            List<A> answers = new ArrayList<>();
            for (Future<A> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Temporal was asked", e);
        }
    }
}
