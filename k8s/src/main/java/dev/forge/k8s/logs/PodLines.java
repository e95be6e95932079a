package dev.forge.k8s.logs;

import dev.forge.runtime.LastLines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The last lines of a pod's first container, as kubelet has them now. */
final class PodLines {
    private final LogClient client;
    private final Sight sight;

    PodLines(LogClient client, Sight sight) {
        this.client = client;
        this.sight = sight;
    }

    Optional<List<String>> last(int lines, Duration atMost) {
        PodLog log = sight.log(sight.containers().getFirst());
        try (LogRequest request = client.ask(log, "&tailLines=" + lines)) {
            Optional<LogAnswer> answer = request.answer(atMost);
            return answer.isPresent() && answer.get() instanceof LogAnswer.Opened(LogStream stream)
                    ? read(stream, atMost).map(bytes -> LastLines.of(bytes, lines))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(LogStream stream, Duration atMost) throws InterruptedException {
        Written written = new Written();
        StampedLines lines = new StampedLines(written);
        LogStream.Next next = stream.next(atMost);
        while (next instanceof LogStream.Next.Bytes(var parts)) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                if (!lines.accept(bytes, bytes.length)) {
                    return Optional.empty();
                }
            }
            next = stream.next(atMost);
        }
        boolean whole = next instanceof LogStream.Next.End && lines.hasBegun();
        return whole ? Optional.of(written.bytes.toByteArray()) : Optional.empty();
    }

    /** What the container wrote, without the stamps. */
    private static final class Written implements StampedLines.Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void begin(Stamp at) {
            // When the line was written is not shown.
        }

        @Override
        public void bytes(byte[] from, int start, int end) {
            bytes.write(from, start, end - start);
        }

        @Override
        public void end() {
            bytes.write('\n');
        }
    }
}
