package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunKind;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes, replaces, changes and deletes schedules. */
@Singleton
public class ScheduleChanging {
    /** Who changes a schedule beside us does so by hand: twice in a row is no accident any more. */
    private static final int TRIES = 3;

    private final ScheduleGateway temporal;
    private final ScheduleReading reading;
    private final ScheduleForm form;

    ScheduleChanging(ScheduleGateway temporal, ScheduleReading reading) {
        this.temporal = temporal;
        this.reading = reading;
        this.form = new ScheduleForm(temporal.converter());
    }

    /** Makes a schedule; the same one again changes nothing, another one of its id is refused. */
    public KeptSchedule create(ObjectNode fields, WantedRun run) {
        DefinitionReader.Named named = DefinitionReader.made(fields, run);
        String id = named.id();
        Schedule schedule = form.schedule(id, named.definition(), run.kind());
        boolean isNew = temporal.create(id, schedule);
        if (!isNew && !isThere(id, schedule)) {
            throw Refusal.of(
                    ProblemCode.SCHEDULE_EXISTS,
                    "There is a schedule " + id + " that says something else: PUT " + run.door() + "/" + id
                            + " replaces it, or use another id.");
        }
        return new KeptSchedule(id, isNew, run.notes());
    }

    /** Puts a schedule in the place of whatever has its id. */
    public KeptSchedule replace(String id, ObjectNode fields, WantedRun run) {
        Schedule schedule = form.schedule(id, DefinitionReader.whole(id, fields, run), run.kind());
        if (temporal.create(id, schedule)) {
            return new KeptSchedule(id, true, run.notes());
        }
        if (temporal.describe(id)
                .filter(there -> !ScheduleReading.isOurs(there))
                .isPresent()) {
            throw Refusal.of(
                    ProblemCode.SCHEDULE_EXISTS,
                    "Schedule " + id + " starts workflows that are none of Forge's: use another id.");
        }
        if (!temporal.update(id, schedule, ByteString.EMPTY)) {
            throw ScheduleReading.notFound(id);
        }
        return new KeptSchedule(id, false, run.notes());
    }

    /** Changes the fields that are given, and leaves the rest as it is; {@code null} takes a field away. */
    public KeptSchedule change(String id, ObjectNode fields, WantedRun run) {
        for (int i = 0; i < TRIES; i++) {
            DescribeScheduleResponse before = reading.described(id);
            WantedRun wanted = run.isGiven()
                    ? run.over(form.definition(before.getSchedule()).run())
                    : run;
            Schedule after = changed(id, before.getSchedule(), fields, wanted);
            if (!temporal.update(id, after, before.getConflictToken())) {
                throw ScheduleReading.notFound(id);
            }
            if (isThere(id, after)) {
                return new KeptSchedule(id, false, run.isGiven() ? wanted.notes() : List.of());
            }
        }
        throw Refusal.of(
                ProblemCode.SCHEDULE_CHANGED,
                "Somebody else changes schedule " + id + " at the same time: look at it, and try again.");
    }

    public void delete(String id) {
        reading.described(id);
        if (!temporal.delete(id)) {
            throw ScheduleReading.notFound(id);
        }
    }

    private boolean isThere(String id, Schedule wanted) {
        return temporal.describe(id)
                .filter(ScheduleReading::isOurs)
                .map(there -> form.definition(there.getSchedule()))
                .filter(form.definition(wanted)::equals)
                .isPresent();
    }

    // Only what the fields are about is made anew: one made elsewhere may hold what Forge has no field for.
    private Schedule changed(String id, Schedule before, ObjectNode fields, WantedRun run) {
        ScheduleDefinition wanted = DefinitionReader.changed(id, merged(form.definition(before), fields, run), run);
        Schedule made = form.schedule(id, wanted, run.kind());
        Schedule.Builder after = before.toBuilder();
        if (has(fields, DefinitionReader.TIMES)) {
            after.setSpec(made.getSpec());
        }
        if (has(fields, DefinitionReader.POLICIES)) {
            after.setPolicies(before.getPolicies().toBuilder()
                    .setOverlapPolicy(made.getPolicies().getOverlapPolicy())
                    .setCatchupWindow(made.getPolicies().getCatchupWindow()));
        }
        if (made.hasAction()) {
            String now = before.getAction().getStartWorkflow().getWorkflowId();
            // One that Forge gave tells what kind the runs are; one given by hand is none of its concern.
            boolean isGivenByForge = Arrays.stream(RunKind.values()).anyMatch(kind -> now.equals(kind.prefix() + id));
            after.getActionBuilder()
                    .getStartWorkflowBuilder()
                    .setWorkflowId(
                            isGivenByForge ? made.getAction().getStartWorkflow().getWorkflowId() : now)
                    .setInput(made.getAction().getStartWorkflow().getInput())
                    .setMemo(made.getAction().getStartWorkflow().getMemo())
                    .setSearchAttributes(made.getAction().getStartWorkflow().getSearchAttributes());
        }
        after.getStateBuilder().setPaused(wanted.paused()).setNotes(wanted.note());
        return after.build();
    }

    private static ObjectNode merged(ScheduleDefinition before, ObjectNode fields, WantedRun run) {
        ObjectNode merged = HistoryFormat.mapper().valueToTree(before.withoutRun());
        if (fields.has(DefinitionReader.OTHER_CRON) && !fields.has(DefinitionReader.CRON)) {
            merged.remove(DefinitionReader.CRON);
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getValue().isNull() && !run.fields().contains(field.getKey())) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        }
        return merged;
    }

    private static boolean has(ObjectNode fields, List<String> names) {
        return names.stream().anyMatch(fields::has);
    }
}
