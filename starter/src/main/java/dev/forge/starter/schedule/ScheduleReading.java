package dev.forge.starter.schedule;

import com.google.protobuf.ByteString;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.Cursor;
import dev.forge.starter.run.RunLookup;
import dev.forge.starter.schedule.FoundSchedule.RecentRun;
import io.temporal.api.schedule.v1.ScheduleActionResult;
import io.temporal.api.schedule.v1.ScheduleInfo;
import io.temporal.api.schedule.v1.ScheduleListEntry;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.ListSchedulesResponse;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds schedules of pipelines, and tells how they stand; those of other workflows are not ours. */
@Singleton
public class ScheduleReading {
    private static final String LIST = "schedules";
    private static final int SHOWN = 10;

    private final ScheduleGateway temporal;
    private final RunLookup runs;
    private final ScheduleForm form;

    ScheduleReading(ScheduleGateway temporal, RunLookup runs) {
        this.temporal = temporal;
        this.runs = runs;
        this.form = new ScheduleForm(temporal.converter());
    }

    /**
     * A part of the list.
     *
     * @param next where it goes on; empty at its end
     */
    public record Page(List<FoundSchedule> schedules, Optional<String> next) {
        public Page {
            schedules = List.copyOf(schedules);
        }
    }

    /** A schedule by its id; refused where there is none. */
    public FoundSchedule find(String id) {
        return found(id, described(id));
    }

    public Page list(int limit, Optional<String> cursor) {
        ByteString token = cursor.map(text -> Cursor.read(text, LIST)
                        .orElseThrow(() -> Refusal.of(
                                ProblemCode.QUERY_PARAMETER_INVALID,
                                "This cursor is not one of this list: use \"next\" of an answer, or leave cursor"
                                        + " out to begin again.")))
                .orElse(ByteString.EMPTY);
        ListSchedulesResponse page = temporal.list(limit, token);
        List<String> ids = page.getSchedulesList().stream()
                .filter(entry -> entry.getInfo().getWorkflowType().getName().equals(PipelineWorkflow.TYPE))
                .map(ScheduleListEntry::getScheduleId)
                .toList();
        List<Optional<FoundSchedule>> found = Together.map(
                ids, id -> temporal.describe(id).filter(ScheduleReading::isOurs).map(one -> found(id, one)));
        ByteString next = page.getNextPageToken();
        return new Page(
                found.stream().flatMap(Optional::stream).toList(),
                next.isEmpty() ? Optional.empty() : Optional.of(Cursor.of(next, LIST)));
    }

    /** What Temporal says of a schedule of ours. */
    DescribeScheduleResponse described(String id) {
        return temporal.describe(id).filter(ScheduleReading::isOurs).orElseThrow(() -> notFound(id));
    }

    static boolean isOurs(DescribeScheduleResponse described) {
        return described
                .getSchedule()
                .getAction()
                .getStartWorkflow()
                .getWorkflowType()
                .getName()
                .equals(PipelineWorkflow.TYPE);
    }

    static Refusal notFound(String id) {
        return Refusal.of(
                ProblemCode.SCHEDULE_NOT_FOUND,
                "There is no schedule " + id + " of a pipeline: the list of schedules has those that there are.");
    }

    private FoundSchedule found(String id, DescribeScheduleResponse described) {
        ScheduleInfo info = described.getInfo();
        List<ScheduleActionResult> actions = info.getRecentActionsList().stream()
                .sorted(Comparator.comparing(
                                (ScheduleActionResult action) -> ScheduleForm.instant(action.getActualTime()))
                        .thenComparing(action -> ScheduleForm.instant(action.getScheduleTime()))
                        .reversed())
                .limit(SHOWN)
                .toList();
        return new FoundSchedule(
                id,
                form.definition(described.getSchedule()),
                info.getFutureActionTimesList().stream()
                        .limit(SHOWN)
                        .map(ScheduleForm::instant)
                        .toList(),
                Together.map(actions, this::recent),
                info.getMissedCatchupWindow(),
                info.getOverlapSkipped());
    }

    private RecentRun recent(ScheduleActionResult action) {
        String id = action.getStartWorkflowResult().getWorkflowId();
        return new RecentRun(
                id,
                ScheduleForm.instant(action.getScheduleTime()),
                ScheduleForm.instant(action.getActualTime()),
                runs.find(id));
    }
}
