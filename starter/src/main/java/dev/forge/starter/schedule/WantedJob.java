package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.JobWriter;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job, as {@code POST /jobs} takes it, whose fields stand beside those of the schedule.
 *
 * @param given those of its fields that are there
 * @param job what they say; empty where there are none, and no other job in their place
 */
public record WantedJob(ObjectNode given, Optional<Asked<JobRequest>> job) implements WantedRun {
    public static final String DOOR = "/scheduled";

    private static final String NAME = "jobName";
    private static final String OTHER_NAME = "name";
    private static final Problem NO_JOB = Problem.of(
            "",
            "the schedule has no job, and no default job is configured",
            "add jobName and image, or set forge.jobs.default.file (FORGE_JOBS_DEFAULT_FILE)");
    private static final Problem NO_JOB_NOW = Problem.of(
            "",
            "the schedule starts a pipeline, which is more than a job",
            "PATCH /schedules/{id} with run, or PUT the whole job");
    private static final String PIPELINE = "POST /schedules takes pipelines: a job is one container";

    /**
     * As a body has it.
     *
     * @param text of the whole body
     * @param otherwise the job of a body that has none
     */
    public static WantedJob of(ObjectNode body, String text, Optional<JobRequest> otherwise) {
        ObjectNode given = HistoryFormat.mapper().createObjectNode();
        JobParser.fields().stream().filter(body::has).forEach(field -> given.set(field, body.path(field)));
        return given.isEmpty()
                ? new WantedJob(given, otherwise.map(Asked.Valid::new))
                : new WantedJob(given, Optional.of(JobParser.parseAmongOthers(text)));
    }

    @Override
    public RunKind kind() {
        return RunKind.JOB;
    }

    @Override
    public String door() {
        return DOOR;
    }

    @Override
    public List<String> fields() {
        return JobParser.fields();
    }

    @Override
    public Optional<String> remedy(String field) {
        return field.equals(WantedPipeline.FIELD) ? Optional.of(PIPELINE) : JobParser.remedy(field);
    }

    @Override
    public boolean isGiven() {
        return !given.isEmpty();
    }

    @Override
    public Optional<String> name() {
        return valid().map(JobRequest::name);
    }

    @Override
    public Optional<RunInput> read(List<Problem> problems) {
        problems.addAll(mistakes());
        return valid().map(JobRequest::run).map(RunRequestWriter::json).map(RunInput::of);
    }

    /** The fields that are given in the place of those that the job has now, as RFC 7396 has it. */
    @Override
    public WantedRun over(Optional<RunInput> before) {
        return before.flatMap(RunInput::request)
                .flatMap(JobWriter::tree)
                .map(now -> merged(now, given))
                .map(whole -> new WantedJob(given, Optional.of(placeless(JobParser.parse(whole.toString())))))
                .orElseGet(() -> new WantedJob(given, Optional.of(new Asked.Invalid<>(List.of(NO_JOB_NOW)))));
    }

    @Override
    public List<String> notes() {
        return valid().map(JobRequest::notes).orElse(List.of());
    }

    private Optional<JobRequest> valid() {
        return job.flatMap(asked -> switch (asked) {
            case Asked.Valid<JobRequest>(JobRequest request) -> Optional.of(request);
            case Asked.Invalid<JobRequest> _ -> Optional.empty();
        });
    }

    private List<Problem> mistakes() {
        return job.map(asked -> switch (asked) {
                    case Asked.Valid<JobRequest> _ -> List.<Problem>of();
                    case Asked.Invalid<JobRequest>(List<Problem> mistakes) -> mistakes;
                })
                .orElseGet(() -> List.of(NO_JOB));
    }

    private static ObjectNode merged(ObjectNode before, ObjectNode change) {
        ObjectNode merged = before.deepCopy();
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            String name = field.getKey().equals(OTHER_NAME) && before.has(NAME) ? NAME : field.getKey();
            if (field.getValue().isNull()) {
                merged.remove(name);
            } else if (field.getValue() instanceof ObjectNode map && merged.path(name) instanceof ObjectNode now) {
                merged.set(name, merged(now, map));
            } else {
                merged.set(name, field.getValue());
            }
        }
        return merged;
    }

    // The merged text is not what was sent, so its lines tell nobody anything.
    private static Asked<JobRequest> placeless(Asked<JobRequest> job) {
        return switch (job) {
            case Asked.Valid<JobRequest> valid -> valid;
            case Asked.Invalid<JobRequest>(List<Problem> mistakes) ->
                new Asked.Invalid<>(mistakes.stream()
                        .map(mistake -> Problem.of(mistake.pointer(), mistake.message(), mistake.fix()))
                        .toList());
        };
    }
}
