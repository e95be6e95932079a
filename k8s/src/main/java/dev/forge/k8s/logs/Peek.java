package dev.forge.k8s.logs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Looks at the ends of the file that kubelet has of a container now. Neither costs more for a large file. */
final class Peek {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** As much as a stamp and the space behind it can be. */
    private static final String A_STAMP = "&limitBytes=36";

    private static final int STAMP = 36;

    /** A stamp and more than a part that the container runtime writes at once, 16 KiB. */
    private static final String A_LINE = "&limitBytes=" + 32 * 1024;

    private final LogClient client;
    private final PodLog log;

    Peek(LogClient client, PodLog log) {
        this.client = client;
        this.log = log;
    }

    /** kubelet was asked and did not answer as it should. */
    static final class Unseen extends Exception {
        private static final long serialVersionUID = 1;

        Unseen(String why) {
            super(why);
        }
    }

    /**
     * A file's first line.
     *
     * @param at its stamp
     * @param text what comes after the stamp, its bytes as Latin-1, with the line feed; the beginning of a line that is
     *     very long, or that has not ended yet
     */
    record Head(Stamp at, String text) {}

    /** The file's first line; empty where it has none. */
    Optional<Head> head() throws Unseen, InterruptedException {
        try (LogRequest request = client.ask(log, A_LINE)) {
            String text = text(request);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Stamp at = parsed(text);
            int feed = text.indexOf('\n');
            return Optional.of(
                    new Head(at, text.substring(text.indexOf(' ') + 1, feed < 0 ? text.length() : feed + 1)));
        }
    }

    /** Asks for the stamp of the file's first line, which kubelet answers with when there is one. */
    LogRequest awaitHead() {
        return client.ask(log, "&follow=true" + A_STAMP);
    }

    /** The stamp of the last part of the file's last line; empty where it has none. */
    Optional<Stamp> tail() throws Unseen, InterruptedException {
        return stamp("&tailLines=1" + A_STAMP);
    }

    private Optional<Stamp> stamp(String which) throws Unseen, InterruptedException {
        try (LogRequest request = client.ask(log, which)) {
            return stamp(request);
        }
    }

    /** The stamp that a request is answered with; empty where the file has no line. */
    static Optional<Stamp> stamp(LogRequest request) throws Unseen, InterruptedException {
        String text = text(request);
        return text.isEmpty() ? Optional.empty() : Optional.of(parsed(text));
    }

    private static String text(LogRequest request) throws Unseen, InterruptedException {
        LogAnswer answer = request.answer(AT_ONCE).orElseThrow(() -> new Unseen("no answer"));
        if (answer instanceof LogAnswer.Opened(LogStream stream)) {
            return read(stream);
        }
        throw new Unseen(answer.toString());
    }

    private static String read(LogStream stream) throws Unseen, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            switch (stream.next(AT_ONCE)) {
                case LogStream.Next.Bytes(var parts) -> parts.forEach(part -> add(text, part));
                case LogStream.Next.End() -> {
                    return text.toString(StandardCharsets.ISO_8859_1);
                }
                case LogStream.Next.Silence() -> throw new Unseen("no end of the answer");
                case LogStream.Next.Cut(String why) -> throw new Unseen(why);
            }
        }
    }

    private static void add(ByteArrayOutputStream text, ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        text.writeBytes(bytes);
    }

    private static Stamp parsed(String text) throws Unseen {
        byte[] beginning = text.substring(0, Math.min(text.length(), STAMP)).getBytes(StandardCharsets.ISO_8859_1);
        int space = 0;
        while (space < beginning.length && beginning[space] != ' ') {
            space++;
        }
        return new StampReader().read(beginning, space).orElseThrow(() -> new Unseen("no time stamp"));
    }
}
