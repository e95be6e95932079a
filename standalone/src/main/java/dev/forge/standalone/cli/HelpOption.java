package dev.forge.standalone.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command understands. */
final class HelpOption {
    private static final String NAME = "--help";

    private HelpOption() {}

    static void addTo(CommandSpec command) {
        // picocli's own help command has it already.
        if (!command.optionsMap().containsKey(NAME)) {
            command.addOption(OptionSpec.builder("-h", NAME)
                    .usageHelp(true)
                    .description("Shows this.")
                    .build());
        }
    }
}
