package dev.forge.standalone.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which starter a command speaks to. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:FORGE_SERVER:-}",
            converter = ServerConverter.class,
            description = "A starter elsewhere, instead of the engine of this home (or FORGE_SERVER).")
    private String url = "";

    Optional<URI> uri() {
        return url.isBlank() ? Optional.empty() : Optional.of(URI.create(url));
    }
}
