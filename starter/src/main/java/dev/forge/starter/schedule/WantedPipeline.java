package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.ParsedRequest.Form;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.starter.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run in the field {@code run}, as {@code POST /runs} takes it.
 *
 * @param isGiven whether the field is there
 * @param source its text, at the line and column that it has in the body; empty where it is no object
 */
public record WantedPipeline(boolean isGiven, Optional<String> source) implements WantedRun {
    public static final String DOOR = "/schedules";

    /** The field's name. */
    public static final String FIELD = "run";

    private static final Map<String, String> FOREIGN =
            Map.of("pipeline", "write run: {the pipeline}", "action", "write run: {the pipeline}");

    /** As a body has it. */
    public static WantedPipeline of(ObjectNode body, Optional<String> source) {
        return new WantedPipeline(body.has(FIELD), source);
    }

    @Override
    public RunKind kind() {
        return RunKind.RUN;
    }

    @Override
    public String door() {
        return DOOR;
    }

    @Override
    public List<String> fields() {
        return List.of(FIELD);
    }

    @Override
    public Optional<String> remedy(String field) {
        return Optional.ofNullable(FOREIGN.get(field))
                .or(() -> JobParser.fields().contains(field)
                        ? Optional.of("write run: {the pipeline}, or send a job to /scheduled")
                        : Optional.empty());
    }

    @Override
    public Optional<String> name() {
        return Optional.empty();
    }

    @Override
    public Optional<RunInput> read(List<Problem> problems) {
        if (source.isEmpty()) {
            problems.add(
                    isGiven
                            ? Problem.of(
                                    "/" + FIELD,
                                    "expected a pipeline for run",
                                    "write it as POST /runs takes it, as JSON")
                            : Problem.of(
                                    "", "the schedule has no run", "add run: the pipeline, as POST /runs takes it"));
            return Optional.empty();
        }
        if (RunRequestParser.parse(source.get())
                instanceof ParsedRequest.Invalid(String _, Form _, List<Problem> mistakes)) {
            for (Problem mistake : mistakes) {
                problems.add(new Problem(
                        "/" + FIELD + mistake.pointer(),
                        mistake.line(),
                        mistake.column(),
                        mistake.message(),
                        mistake.fix()));
            }
        }
        return Optional.of(RunInput.of(source.get().strip()));
    }

    @Override
    public WantedRun over(Optional<RunInput> before) {
        return this;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
