package dev.forge.standalone.view;

import dev.forge.contract.files.WorkspaceFile;
import java.util.List;

/** Files of a workspace as a table. */
public final class FileTable {
    private FileTable() {}

    /** The lines, a head first; one sentence where there is none. */
    public static List<String> lines(List<WorkspaceFile> files, Ink ink) {
        if (files.isEmpty()) {
            return List.of("No such files.");
        }
        Table table = new Table("SIZE", "MODIFIED", "PATH");
        files.forEach(
                file -> table.row(Spans.ofBytes(file.size()), file.modified().toString(), Columns.clean(file.path())));
        return table.lines(ink);
    }
}
