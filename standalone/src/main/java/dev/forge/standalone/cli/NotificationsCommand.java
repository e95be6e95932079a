package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.NotificationTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who was told of a run's end. */
@Command(
        name = "notifications",
        description = "Shows who was told of a run's end, and who not yet, or never.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge notifications @last",
            "  ./forge notifications weather-4q -o json | jq '.notifications[] | select(.state != \"DELIVERED\")'"
        })
final class NotificationsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    NotificationsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        JsonNode found = starter.notifications(id);
        JsonNode told = found.path("notifications");
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
        } else if (told.isEmpty()) {
            shell.terminal().line(NotificationTable.nobody(starter.report(id).state()));
        } else {
            shell.terminal()
                    .lines(NotificationTable.lines(told, shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
