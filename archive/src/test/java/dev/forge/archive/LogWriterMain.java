package dev.forge.archive;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import java.net.URI;
import java.util.Optional;

/** A worker as far as its log store goes: it writes the end of a log with what the environment lets it sign with. */
final class LogWriterMain {
    static final AttemptId ATTEMPT = new AttemptId("run", "execution", "step", 1);
    static final LogSegment END = new LogSegment(LogExtent.first(0), LogSegment.Kind.END, "holder", "");

    private LogWriterMain() {}

    /** Takes the endpoint of the object store. */
    public static void main(String[] args) {
        ObjectLogSettings settings = new ObjectLogSettings(
                Optional.of(URI.create(args[0])), Optional.empty(), S3Server.BUCKET, "forge/", Optional.empty());
        try (ObjectLogStore store = ObjectLogStore.open(settings)) {
            store.append(ATTEMPT, END, new byte[0]);
        }
    }
}
