package dev.forge.contract.workflow;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import io.temporal.activity.ActivityInterface;

/** What looks at the workspaces of runs. */
@ActivityInterface
public interface FilesActivities {
    /** A part of the list; a page ends sooner than was asked for where it would be more than Temporal carries. */
    FilesAnswer listFiles(FilesQuery query);

    /** Some bytes of a file. */
    FileAnswer readFile(FileQuery query);
}
