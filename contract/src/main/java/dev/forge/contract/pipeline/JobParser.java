package dev.forge.contract.pipeline;

import java.util.List;

/** Reads jobs, YAML or JSON; whatever the text is, the answer is a job or the list of its mistakes. */
public final class JobParser {
    private JobParser() {}

    /** The job that a text says, or everything that is wrong with it; never throws. */
    public static Asked<JobRequest> parse(String text) {
        try {
            Document document = Document.read(text);
            return new JobReader(document.problems()).read(document.root());
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }
}
