package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists watches of buckets, as {@code ./forge watch} alone does. */
@Command(
        name = "list",
        description = "Lists the watches of buckets, as ./forge watch alone does.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch list", "  ./forge watch list -o json | jq -r '.watches[].name'"})
final class WatchListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private WatchListing watches = new WatchListing();

    WatchListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return watches.tell(shell);
    }
}
