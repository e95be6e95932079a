package dev.forge.standalone.cli;

import dev.forge.standalone.client.RunReference;
import dev.forge.standalone.client.StarterClient;
import picocli.CommandLine.Parameters;

/** Which run a command is about. */
final class RunReferenceParameter {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, the beginning of one, or @last.")
    private String text = "";

    String resolve(StarterClient starter) {
        return new RunReference(text).resolve(starter);
    }
}
