package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of a list. */
final class PageOption {
    private static final int USUAL = 50;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default " + USUAL + ").")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--cursor", paramLabel = "NEXT", description = "Goes on where an earlier list ended.")
    private Optional<String> cursor = Optional.empty();

    int limit() {
        return limit.orElse(USUAL);
    }

    /** Whether somebody has said how many. */
    boolean isLimited() {
        return limit.isPresent();
    }

    Optional<String> cursor() {
        return cursor;
    }

    /** Says by which command the list goes on, where it does. */
    void tellNext(JsonNode page, String command, Shell shell) {
        if (page.hasNonNull("next")) {
            tellNext(page.path("next").asText(), command, shell);
        }
    }

    /** The same where it does. */
    void tellNext(String next, String command, Shell shell) {
        shell.err().println("There are more: " + command + " --cursor " + next);
    }
}
