package dev.forge.standalone.cli;

import picocli.CommandLine.Parameters;

/** Which watch a command is about. */
final class WatchNameParameter {
    @Parameters(index = "0", paramLabel = "NAME", description = "The watch's name.")
    private String name = "";

    String name() {
        return name;
    }
}
