package dev.forge.standalone.engine;

import com.fasterxml.jackson.core.JacksonException;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine says of itself in {@code engine.json}, once everything in it answers.
 *
 * @param api the starter
 * @param temporal host and port of Temporal's front end
 * @param temporalUi Temporal's Web UI
 * @param s3 the embedded object store
 * @param postgresPort of the archive's PostgreSQL; empty in what engines before it have written
 * @param kubernetes where its steps run; empty: as processes of this machine
 * @param queues from which it takes, for people; empty: from none
 * @param idleLimitSeconds after how long without open runs and requests it ends by itself; empty: never
 * @param startupMillis what its start took, by part
 */
public record EngineState(
        ProcessMark process,
        URI api,
        String temporal,
        URI temporalUi,
        URI s3,
        Optional<Integer> postgresPort,
        Optional<OnKubernetes> kubernetes,
        Optional<String> queues,
        Optional<Long> idleLimitSeconds,
        Map<String, Long> startupMillis) {

    /** The engine that lives in this home right now. */
    public static Optional<EngineState> alive(Home home) {
        return read(home.engineFile()).filter(state -> state.process().alive().isPresent());
    }

    /** The last engine's, whether it was stopped, was killed or lives. */
    static Optional<EngineState> last(Home home) {
        return read(home.engineFile()).or(() -> read(home.lastEngineFile()));
    }

    private static Optional<EngineState> read(Path file) {
        try {
            return Optional.of(HistoryFormat.mapper().readValue(Files.readAllBytes(file), EngineState.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }

    /** Notes that the engine stops: from now on nobody is to speak to it. */
    static void retire(Home home) {
        try {
            Files.move(home.engineFile(), home.lastEngineFile(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(home.engineFile() + " cannot be moved.", e);
        }
    }

    int temporalPort() {
        return Integer.parseInt(temporal.substring(temporal.lastIndexOf(':') + 1));
    }

    /** Writes the file as a whole, or not at all. */
    public void write(Home home) {
        try {
            Path beside = home.engineFile().resolveSibling("engine.json.new");
            Files.write(
                    beside,
                    HistoryFormat.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(beside, home.engineFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(home.engineFile() + " cannot be written.", e);
        }
    }
}
