package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Spelling;
import io.temporal.api.schedule.v1.BackfillRequest;
import io.temporal.api.schedule.v1.SchedulePatch;
import io.temporal.api.schedule.v1.TriggerImmediatelyRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pauses schedules, and has them start runs beside their times. */
@Singleton
public class ScheduleSteering {
    /** Temporal keeps a thousand waiting starts of a schedule, and lets more fall without a word. */
    private static final int LARGEST_BACKFILL = 1000;

    private final ScheduleGateway temporal;
    private final ScheduleReading reading;
    private final KeyedPatches keyed;
    private final Clock clock;

    ScheduleSteering(ScheduleGateway temporal, KeyedPatches keyed, ScheduleReading reading, Clock clock) {
        this.temporal = temporal;
        this.keyed = keyed;
        this.reading = reading;
        this.clock = clock;
    }

    public void pause(String id, ObjectNode fields) {
        patch(id, SchedulePatch.newBuilder().setPause(note(fields, "paused")).build(), Optional.empty());
    }

    public void unpause(String id, ObjectNode fields) {
        patch(
                id,
                SchedulePatch.newBuilder().setUnpause(note(fields, "unpaused")).build(),
                Optional.empty());
    }

    /**
     * Starts a run now, also while the schedule is paused.
     *
     * @param key under which it does so once; empty: each time
     */
    public void trigger(String id, ObjectNode fields, Optional<String> key) {
        List<Problem> problems = new ArrayList<>();
        Fields read = known(fields, List.of("overlap"), problems);
        Optional<Overlap> overlap = read.text("overlap", DefinitionReader::overlap);
        refuse(problems);
        TriggerImmediatelyRequest.Builder trigger = TriggerImmediatelyRequest.newBuilder();
        overlap.ifPresent(some -> trigger.setOverlapPolicy(some.policy()));
        patch(id, SchedulePatch.newBuilder().setTriggerImmediately(trigger).build(), key);
    }

    /**
     * Starts the runs of times that have passed, each with its own time.
     *
     * @param key under which it does so once; empty: each time
     * @return those times
     */
    public List<Instant> backfill(String id, ObjectNode fields, Optional<String> key) {
        List<Problem> problems = new ArrayList<>();
        Spot root = Spot.root(problems);
        Fields read = known(fields, List.of("from", "to", "overlap"), problems);
        Optional<Instant> from = read.text("from", Times::instant);
        Optional<Instant> to = read.text("to", Times::instant);
        // By a schedule's usual policy, all but the first would be left out.
        Overlap overlap = read.text("overlap", DefinitionReader::overlap).orElse(Overlap.BUFFER_ALL);
        for (String name : List.of("from", "to")) {
            if (!fields.has(name)) {
                root.refuse("the backfill has no " + name, "add " + name + ": \"2026-11-28T00:00:00Z\"");
            }
        }
        to.filter(end -> end.isAfter(clock.instant()))
                .ifPresent(end -> root.field("to").refuse("to has not come yet", "write a time that has passed"));
        from.filter(start -> to.filter(start::isAfter).isPresent())
                .ifPresent(start -> root.field("from").refuse("from is after to", "swap them"));
        refuse(problems);
        reading.described(id);
        // Temporal takes the first instant out of the range; people read it as in.
        Instant after = from.orElseThrow().minusMillis(1);
        List<Instant> times = temporal.times(id, after, to.orElseThrow());
        refuseCount(times.size(), root, problems);
        send(
                id,
                SchedulePatch.newBuilder()
                        .addBackfillRequest(BackfillRequest.newBuilder()
                                .setStartTime(ScheduleForm.timestamp(after))
                                .setEndTime(ScheduleForm.timestamp(to.orElseThrow()))
                                .setOverlapPolicy(overlap.policy()))
                        .build(),
                key);
        return times;
    }

    private static void refuseCount(int count, Spot root, List<Problem> problems) {
        if (count == 0) {
            root.refuse("the schedule has no time from from to to", "look at its times, and widen the range");
        }
        if (count > LARGEST_BACKFILL) {
            root.refuse(
                    "the schedule has " + count + " times from from to to",
                    "backfill at most " + LARGEST_BACKFILL + " at once");
        }
        refuse(problems);
    }

    private void patch(String id, SchedulePatch patch, Optional<String> key) {
        reading.described(id);
        send(id, patch, key);
    }

    private void send(String id, SchedulePatch patch, Optional<String> key) {
        boolean isThere = key.map(some -> keyed.send(id, patch, some)).orElseGet(() -> temporal.patch(id, patch));
        if (!isThere) {
            throw ScheduleReading.notFound(id);
        }
    }

    private static String note(ObjectNode fields, String otherwise) {
        List<Problem> problems = new ArrayList<>();
        Optional<String> note = known(fields, List.of("note"), problems).text("note", Times::note);
        refuse(problems);
        // Temporal takes an empty note for none, and does nothing.
        return note.filter(text -> !text.isBlank()).orElse(otherwise);
    }

    private static Fields known(ObjectNode fields, List<String> names, List<Problem> problems) {
        Spot root = Spot.root(problems);
        fields.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                root.field(name).refuse("there is no field " + name, Spelling.suggestion(name, names));
            }
        });
        return new Fields(fields, root);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw DefinitionReader.refusal(problems);
        }
    }
}
