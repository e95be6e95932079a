package dev.forge.transfer.source;

import dev.forge.transfer.report.Summary;
import dev.forge.transfer.workspace.Staging;
import java.io.IOException;

/** Where a source's files come from; it gathers them in the staging folder. */
interface Origin {
    Summary gather(Staging staging) throws IOException;
}
