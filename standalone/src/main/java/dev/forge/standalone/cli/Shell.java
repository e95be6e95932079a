package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.Home;
import dev.forge.standalone.view.Terminal;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param terminal where results go
 * @param err where progress and complaints go that are no result
 * @param repository the clone that the launcher stands in
 */
record Shell(Map<String, String> environment, Home home, Terminal terminal, PrintStream err, Path repository) {
    static Shell of(Map<String, String> environment, PrintStream out, PrintStream err) {
        Path repository = Path.of(environment.getOrDefault("FORGE_ROOT", "."))
                .toAbsolutePath()
                .normalize();
        return new Shell(environment, Home.of(environment), Terminal.of(environment, out), err, repository);
    }

    /** The starter that was named, or the one of this home's engine. */
    StarterClient starter(Optional<URI> named) {
        return named.or(() -> EngineState.alive(home).map(EngineState::api))
                .map(StarterClient::new)
                .orElseThrow(() -> new Unreachable("No engine is up in " + home.root()
                        + ". Start one with ./forge up --detach, or name a starter with --server."));
    }
}
