package dev.forge.standalone.cli;

import picocli.CommandLine.Parameters;

/** Which schedule a command is about. */
final class ScheduleIdParameter {
    @Parameters(index = "0", paramLabel = "ID", description = "The schedule's id.")
    private String id = "";

    String id() {
        return id;
    }
}
