package dev.forge.starter.schedule;

import com.google.protobuf.Timestamp;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunStart;
import io.temporal.api.schedule.v1.IntervalSpec;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleAction;
import io.temporal.api.schedule.v1.SchedulePolicies;
import io.temporal.api.schedule.v1.ScheduleSpec;
import io.temporal.api.schedule.v1.ScheduleState;
import io.temporal.api.schedule.v1.StructuredCalendarSpec;
import io.temporal.api.workflow.v1.NewWorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schedule in Temporal's words, and back. */
final class ScheduleForm {
    private final RunStart start;

    ScheduleForm(DataConverter converter) {
        this.start = new RunStart(converter);
    }

    /** The schedule of an id; {@code kind} is that of its runs, whose ids tell it. */
    Schedule schedule(String id, ScheduleDefinition definition, RunKind kind) {
        Schedule.Builder schedule = Schedule.newBuilder()
                .setSpec(spec(definition))
                .setPolicies(SchedulePolicies.newBuilder()
                        .setOverlapPolicy(definition.overlap().policy())
                        .setCatchupWindow(duration(definition.catchupWindow())))
                .setState(ScheduleState.newBuilder()
                        .setPaused(definition.paused())
                        .setNotes(definition.note()));
        definition
                .run()
                .ifPresent(run -> schedule.setAction(
                        ScheduleAction.newBuilder().setStartWorkflow(action(kind.prefix() + id, run))));
        return schedule.build();
    }

    private static ScheduleSpec spec(ScheduleDefinition definition) {
        ScheduleSpec.Builder spec = ScheduleSpec.newBuilder().setTimezoneName(definition.timeZone());
        definition.cron().forEach(line -> spec.addStructuredCalendar(checked(CalendarText.cron(line, nowhere()))));
        definition.calendars().forEach(fields -> spec.addStructuredCalendar(calendar(fields)));
        definition.except().forEach(fields -> spec.addExcludeStructuredCalendar(calendar(fields)));
        definition.every().forEach(text -> spec.addInterval(interval(text)));
        definition.jitter().ifPresent(text -> spec.setJitter(duration(text)));
        definition.startAt().ifPresent(at -> spec.setStartTime(timestamp(at)));
        definition.endAt().ifPresent(at -> spec.setEndTime(timestamp(at)));
        return spec.build();
    }

    private static StructuredCalendarSpec calendar(Map<String, String> fields) {
        return checked(CalendarText.calendar(fields, nowhere()));
    }

    private static <T> T checked(Optional<T> read) {
        return read.orElseThrow(() -> new IllegalStateException("a definition is checked before it is used"));
    }

    private static Spot nowhere() {
        return Spot.root(new ArrayList<>());
    }

    private static IntervalSpec interval(String text) {
        String[] parts = text.split("/", -1);
        return IntervalSpec.newBuilder()
                .setInterval(duration(parts[0]))
                .setPhase(duration(parts.length == 1 ? "0s" : parts[1]))
                .build();
    }

    private NewWorkflowExecutionInfo action(String workflowId, RunInput run) {
        String pipeline = run.pipeline();
        return NewWorkflowExecutionInfo.newBuilder()
                .setWorkflowId(workflowId)
                .setWorkflowType(RunStart.type())
                .setTaskQueue(RunStart.queue())
                .setInput(start.input(run.json()))
                .setMemo(start.memo(pipeline))
                .setSearchAttributes(RunStart.searchAttributes(pipeline))
                .build();
    }

    ScheduleDefinition definition(Schedule schedule) {
        ScheduleSpec spec = schedule.getSpec();
        List<String> cron = new ArrayList<>();
        List<Map<String, String>> calendars = new ArrayList<>();
        for (StructuredCalendarSpec calendar : spec.getStructuredCalendarList()) {
            CalendarText.cron(calendar).ifPresentOrElse(cron::add, () -> calendars.add(CalendarText.fields(calendar)));
        }
        return new ScheduleDefinition(
                cron,
                spec.getIntervalList().stream().map(ScheduleForm::text).toList(),
                calendars,
                spec.getExcludeStructuredCalendarList().stream()
                        .map(CalendarText::fields)
                        .toList(),
                spec.getTimezoneName().isEmpty() ? ScheduleDefinition.DEFAULT_TIME_ZONE : spec.getTimezoneName(),
                Optional.of(text(spec.getJitter())).filter(text -> !text.equals("0s")),
                spec.hasStartTime() ? Optional.of(instant(spec.getStartTime())) : Optional.empty(),
                spec.hasEndTime() ? Optional.of(instant(spec.getEndTime())) : Optional.empty(),
                Overlap.of(schedule.getPolicies().getOverlapPolicy()),
                text(schedule.getPolicies().getCatchupWindow()),
                schedule.getState().getPaused(),
                schedule.getState().getNotes(),
                input(schedule.getAction().getStartWorkflow()));
    }

    private static Optional<RunInput> input(NewWorkflowExecutionInfo action) {
        return action.getInput().getPayloadsList().stream()
                .findFirst()
                .map(payload -> RunInput.of(payload.getData().toStringUtf8()));
    }

    private static String text(IntervalSpec interval) {
        String phase = text(interval.getPhase());
        return text(interval.getInterval()) + (phase.equals("0s") ? "" : "/" + phase);
    }

    private static String text(com.google.protobuf.Duration duration) {
        return DurationText.print(
                Duration.ofSeconds(duration.getSeconds()).plusMillis(duration.getNanos() / 1_000_000));
    }

    private static com.google.protobuf.Duration duration(String text) {
        Duration read = checked(DurationText.parse(text));
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(read.getSeconds())
                .setNanos(read.getNano())
                .build();
    }

    static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    static Instant instant(Timestamp at) {
        return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    }
}
