package dev.forge.standalone.view;

import dev.forge.standalone.doctor.Finding;
import java.util.ArrayList;
import java.util.List;

/** What was found on this machine, each with what to do. */
public final class FindingText {
    private FindingText() {}

    /** The lines, the last of which sums up. */
    public static List<String> lines(List<Finding> findings, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(grade(finding, ink) + "  " + Columns.padded(finding.what(), 10) + "  " + finding.found());
            if (!finding.remedy().isEmpty()) {
                lines.add(" ".repeat(21) + "Try: " + finding.remedy());
            }
        }
        long missing = findings.stream().filter(Finding::hinders).count();
        lines.add(
                missing == 0
                        ? "All that is needed is there."
                        : missing + (missing == 1 ? " thing is" : " things are") + " missing.");
        return lines;
    }

    private static String grade(Finding finding, Ink ink) {
        return switch (finding.grade()) {
            case GOOD -> ink.good("ok     ");
            case NOTE -> ink.busy("note   ");
            case MISSING -> ink.bad("MISSING");
        };
    }
}
