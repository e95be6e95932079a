package dev.forge.standalone.view;

import dev.forge.standalone.client.PipelineVersion;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Pipelines that are kept, or the versions of one, as a table. */
public final class PipelineTable {
    private PipelineTable() {}

    /** The lines, a head first; one sentence where there is none. */
    public static List<String> lines(List<PipelineVersion> versions, Ink ink) {
        if (versions.isEmpty()) {
            return List.of("No pipelines. Keep one with ./forge pipelines put FILE.");
        }
        Table table = new Table("PIPELINE", "VERSION", "MADE");
        versions.forEach(version -> table.row(
                version.name(),
                String.valueOf(version.version()),
                version.madeAt().truncatedTo(ChronoUnit.SECONDS).toString()));
        return table.lines(ink);
    }
}
