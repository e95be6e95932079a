package dev.forge.standalone.view;

import dev.forge.contract.run.RunState;
import dev.forge.standalone.client.Rebuild;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far the archive has been filled again, in lines. */
public final class RebuildText {
    private RebuildText() {}

    /** One line while it goes on. */
    public static String progress(Rebuild rebuild) {
        return rebuild.waiting()
                .map(WaitingText::first)
                .orElseGet(() -> rebuild.lookedAt() + " executions: " + rebuild.filled() + " filled, " + rebuild.kept()
                        + " were there, " + rebuild.skipped() + " could not be read");
    }

    public static List<String> lines(Rebuild rebuild, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("rebuild of the archive: " + rebuild.state() + " since " + rebuild.startedAt());
        lines.add("  executions looked at    " + rebuild.lookedAt());
        lines.add("  their rows filled       " + rebuild.filled());
        lines.add("  their rows were there   " + rebuild.kept());
        lines.add("  could not be read       " + rebuild.skipped());
        rebuild.firstSkipped()
                .forEach(one ->
                        lines.add("    run " + one.run() + " (" + one.execution() + "): " + Columns.clean(one.why())));
        if (rebuild.skipped() > rebuild.firstSkipped().size()) {
            lines.add("    and others: the worker's log has all of them");
        }
        rebuild.waiting().ifPresent(why -> lines.add("  waits: " + WaitingText.at(why, now)));
        if (rebuild.state() == RunState.RUNNING) {
            lines.add("It goes on: ./forge archive rebuild --wait shows its progress.");
        }
        return lines;
    }
}
