package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The same of a text that holds more than a job: what is none of its {@link #fields} is for others to read. */
    public static Asked<JobRequest> parseAmongOthers(String text) {
        try {
            Document document = Document.read(text);
            return new JobReader(document.problems()).read(alone(document.root()));
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }

    /** The names of a job's fields. */
    public static List<String> fields() {
        return Stream.concat(JobShape.JOB.names().stream(), Stream.of(JobReader.OTHER_NAME))
                .toList();
    }

    /** What is to be done instead of writing a field that other tools have. */
    public static Optional<String> remedy(String field) {
        return ForeignFields.fix(JobShape.JOB, field);
    }

    private static Node alone(Node root) {
        return root instanceof Node.Entries map
                ? new Node.Entries(
                        map.at(),
                        map.pointer(),
                        map.entries().stream()
                                .filter(entry -> fields().contains(entry.key()))
                                .toList())
                : root;
    }
}
