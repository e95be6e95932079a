package dev.forge.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What becomes of a run while the one before is still open. */
final class OverlapOption {
    @Option(
            names = "--overlap",
            paramLabel = "POLICY",
            description = "What becomes of a run while another is open: skip, bufferOne, bufferAll, cancelOther,"
                    + " terminateOther or allowAll.")
    private Optional<String> overlap = Optional.empty();

    Optional<String> overlap() {
        return overlap;
    }
}
