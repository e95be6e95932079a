package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads what is asked of an open run, whoever asks: the starter or the temporal CLI. Whatever the text is, the answer is
 * a request or the list of its mistakes. Pure functions, safe in workflow code.
 */
public final class ControlParser {
    /** It is kept in the run's history and shown in lists; more than a sentence does not help whoever reads it there. */
    private static final int LONGEST_REASON = 1000;

    private static final String RESUMPTION = "continue";

    private ControlParser() {}

    /** {@code {"reason": …}}, or nothing. */
    public static Asked<PauseRequest> pause(String text) {
        return parse(
                text,
                ControlShape.PAUSE,
                "send {\"reason\": \"a sentence\"}, or nothing",
                (fields, problems) ->
                        Optional.of(new PauseRequest(fields.get("reason", node -> reason(node, problems)))));
    }

    /** {@code {"from": …}}, or nothing. */
    public static Asked<ContinueRequest> goOn(String text) {
        return parse(
                text,
                ControlShape.CONTINUE,
                "send {\"from\": \"a step\"}, or nothing",
                (fields, problems) ->
                        Optional.of(new ContinueRequest(fields.get("from", node -> name(node, problems)))));
    }

    /**
     * {@code {"continue": {"execution": …, "from": …, "hold": …}}}, which is the input of a run that goes on; empty where a
     * text says something else.
     */
    public static Optional<Asked<ResumeRequest>> resumption(String text) {
        if (!text.contains(RESUMPTION) || !isResumption(text)) {
            return Optional.empty();
        }
        return Optional.of(parse(
                text,
                ControlShape.RESUME_INPUT,
                "send {\"continue\": {\"execution\": \"Temporal's Run ID\"}}",
                (fields, problems) -> fields.get(
                        RESUMPTION,
                        node -> FieldValues.read(node, ControlShape.RESUME, problems)
                                .flatMap(inner -> resume(inner, problems)))));
    }

    private static boolean isResumption(String text) {
        try {
            return Document.read(text).root() instanceof Node.Entries map
                    && map.entries().stream().allMatch(entry -> entry.key().equals(RESUMPTION));
        } catch (UnreadableText unreadable) {
            return false;
        }
    }

    private static Optional<ResumeRequest> resume(FieldValues fields, Problems problems) {
        Optional<String> from = fields.get("from", node -> name(node, problems));
        boolean hold = fields.get("hold", new Scalars(problems)::flag).orElse(false);
        return fields.get("execution", node -> name(node, problems))
                .map(execution -> new ResumeRequest(execution, from, hold));
    }

    /** {@code {"step": …, "change": {…}}}; what is in the change, only its step can tell. */
    public static Asked<ChangeRequest> change(String text) {
        return parse(
                text,
                ControlShape.CHANGE_REQUEST,
                "send {\"step\": \"a step\", \"change\": {…}}",
                (fields, problems) ->
                        fields.get("step", node -> name(node, problems)).map(step -> new ChangeRequest(step, text)));
    }

    /** The change of a change request, told from its own root. */
    static Optional<Node> change(Node request) {
        return request instanceof Node.Entries map
                ? map.entries().stream()
                        .filter(entry -> entry.key().equals("change"))
                        .map(entry -> entry.value().under(Pointer.ROOT))
                        .findFirst()
                : Optional.empty();
    }

    private static <T> Asked<T> parse(
            String text, Shape.Form form, String advice, BiFunction<FieldValues, Problems, Optional<T>> reader) {
        try {
            Document document = Document.read(text.isBlank() ? "{}" : text);
            Problems problems = document.problems();
            if (!(document.root() instanceof Node.Entries)) {
                return new Asked.Invalid<>(List.of(Problem.of("", "this is not an object", advice)));
            }
            Optional<T> request =
                    FieldValues.read(document.root(), form, problems).flatMap(fields -> reader.apply(fields, problems));
            return problems.isEmpty() ? new Asked.Valid<>(request.orElseThrow()) : new Asked.Invalid<>(problems.all());
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }

    private static Optional<String> name(Node node, Problems problems) {
        return new Scalars(problems).open(node, _ -> List.of());
    }

    private static Optional<String> reason(Node node, Problems problems) {
        Scalars scalars = new Scalars(problems);
        return scalars.open(node, _ -> List.of())
                .filter(text -> !text.isBlank())
                .flatMap(text -> text.length() <= LONGEST_REASON
                        ? Optional.of(text)
                        : scalars.refuse(
                                node,
                                "the reason is longer than " + LONGEST_REASON + " characters",
                                "give it in a sentence"));
    }
}
