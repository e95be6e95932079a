package dev.forge.standalone.view;

import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunChange.Field;
import dev.forge.standalone.client.Control.Standing;
import java.util.List;

/** What was asked of a run, and what has become of it. */
public final class ControlText {
    private static final String NONE = "(none)";

    private ControlText() {}

    /** {@code run weather-4q: PAUSED  the disk is being moved}. */
    public static String standing(String id, Standing standing) {
        return "run " + id + ": " + standing.state()
                + standing.reason().map(why -> "  " + why).orElse("");
    }

    /** A line for each field of a step that is another now. */
    public static List<String> changed(String step, List<Field> fields) {
        return fields.isEmpty()
                ? List.of(step + ": all of it was so already")
                : fields.stream().map(field -> line(step, field)).toList();
    }

    /** What was changed of a run's steps, below its screen. */
    public static List<String> changes(List<RunChange> changes, Ink ink) {
        return changes.stream()
                .flatMap(change -> change.fields().stream().map(field -> "  changed  " + line(change.step(), field)))
                .map(ink::faint)
                .toList();
    }

    private static String line(String step, Field field) {
        return step + ": " + field.field() + " " + field.before().orElse(NONE) + " -> "
                + field.after().orElse(NONE);
    }
}
