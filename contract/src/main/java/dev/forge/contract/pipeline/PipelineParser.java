package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads pipeline files, YAML or JSON; whatever the text is, the answer is a pipeline or the list of its mistakes. */
public final class PipelineParser {
    private PipelineParser() {}

    /** The pipeline that a text says, or everything that is wrong with it; never throws. */
    public static Parsed parse(String text) {
        return parse(text, document -> document);
    }

    /** The same of a pipeline whose name is known: the text may leave it out, and a text with another one is wrong. */
    public static Parsed parse(String text, String name) {
        return parse(text, document -> document.named(name));
    }

    /** Whether a pipeline may have this name. */
    public static boolean isName(String text) {
        return Labels.isLabel(text);
    }

    private static Parsed parse(String text, UnaryOperator<Document> changes) {
        try {
            Document document = changes.apply(Document.read(text));
            return new PipelineReader(document.problems()).read(document.root());
        } catch (UnreadableText unreadable) {
            return new Parsed.Invalid("", List.of(unreadable.problem()));
        }
    }

    /** Why a text is neither YAML nor JSON (so that an HTTP answer is 400, not 422); empty where it is either. */
    public static Optional<Problem> unreadable(String text) {
        try {
            Document.read(text);
            return Optional.empty();
        } catch (UnreadableText unreadable) {
            return Optional.of(unreadable.problem());
        }
    }
}
