package dev.forge.contract.pipeline;

import java.util.List;

/** Reads watches, YAML or JSON; whatever the text is, the answer is a watch or the list of its mistakes. */
public final class WatchParser {
    private static final String START =
            "begin with name:, bucket: and pipeline: (./forge watch put --help has an example)";

    private WatchParser() {}

    /** The watch that a text says, or everything that is wrong with it; never throws. */
    public static Asked<WatchSpec> parse(String text) {
        try {
            Document document = Document.read(text, START);
            return new WatchReader(document.problems()).read(document.root());
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }

    /** The same of that name, which the text may leave out. */
    public static Asked<WatchSpec> parse(String text, String name) {
        try {
            Document document = Document.read(text, START).named(name);
            return new WatchReader(document.problems()).read(document.root());
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }
}
