package dev.forge.starter.log;

import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Gives the bytes of a log to whoever reads them, at the reader's own speed: each reader has a virtual thread that
 * may wait, none holds a thread of the server, and it ends when the reader goes away.
 */
@Singleton
public final class LogPublisher {
    private static final byte[] NOTHING = {};

    private final LogThreads threads;

    LogPublisher(LogThreads threads) {
        this.threads = threads;
    }

    public Publisher<byte[]> publish(LogSource source) {
        return Flux.<byte[]>generate(sink -> emit(source, sink)).subscribeOn(threads.scheduler());
    }

    /** The same for a log that may be quiet at first: the answer begins at once, before any byte of it is there. */
    public Publisher<byte[]> publishLive(LogSource source) {
        // Micronaut holds the headers back until the first item, be it empty.
        return Flux.from(publish(source)).startWith(NOTHING);
    }

    private static void emit(LogSource source, SynchronousSink<byte[]> sink) {
        try {
            source.next().ifPresentOrElse(sink::next, sink::complete);
        } catch (InterruptedException e) {
            // The reader has gone away, or the starter stops.
            Thread.currentThread().interrupt();
            sink.complete();
        }
    }
}
