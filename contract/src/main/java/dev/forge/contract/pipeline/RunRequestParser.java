package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.ParsedRequest.Form;
import java.util.List;

/**
 * Reads what asks for a run, YAML or JSON: a run request, which has {@code pipeline}, or a plain pipeline file, which
 * has {@code modules}. Whatever the text is, the answer is a request or the list of its mistakes.
 */
public final class RunRequestParser {
    private static final List<String> PIPELINE = List.of("pipeline");

    private RunRequestParser() {}

    /** The request that a text says, or everything that is wrong with it; never throws. */
    public static ParsedRequest parse(String text) {
        try {
            Document document = Document.read(text);
            return form(document.root()) == Form.RUN_REQUEST
                    ? new RunRequestReader(document.problems()).read(document.root())
                    : file(document);
        } catch (UnreadableText unreadable) {
            return new ParsedRequest.Invalid("", Form.PIPELINE_FILE, List.of(unreadable.problem()));
        }
    }

    /** A misspelt {@code pipeline} is told as such. */
    private static Form form(Node root) {
        if (!(root instanceof Node.Entries map)) {
            return Form.PIPELINE_FILE;
        }
        List<String> keys = map.entries().stream().map(Node.Entry::key).toList();
        boolean request = !keys.contains("modules")
                && (keys.contains("pipeline")
                        || keys.stream()
                                .limit(RequestShape.REQUEST.fields().size())
                                .anyMatch(key -> Spelling.nearest(key, PIPELINE).isPresent()));
        return request ? Form.RUN_REQUEST : Form.PIPELINE_FILE;
    }

    private static ParsedRequest file(Document document) {
        return switch (new PipelineReader(document.problems()).read(document.root())) {
            case Parsed.Invalid(String name, List<Problem> problems) ->
                new ParsedRequest.Invalid(name, Form.PIPELINE_FILE, problems);
            case Parsed.Valid(PipelineSpec spec) -> prepared(spec, document);
        };
    }

    private static ParsedRequest prepared(PipelineSpec spec, Document document) {
        RunRequest request = RunRequest.of(spec);
        return switch (PreparedRun.of(request, spec)) {
            case PreparedRun.Ready _ -> new ParsedRequest.Valid(request);
            case PreparedRun.Flawed(List<Problem> problems) -> {
                // The file is the pipeline: its fields are not below another.
                problems.forEach(problem -> document.problems()
                        .add(document.root(), problem.at(problem.pointer().replaceFirst("^/pipeline", ""))));
                yield new ParsedRequest.Invalid(
                        spec.name(), Form.PIPELINE_FILE, document.problems().all());
            }
        };
    }
}
