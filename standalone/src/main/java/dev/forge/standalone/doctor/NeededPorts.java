package dev.forge.standalone.doctor;

import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.Home;
import dev.forge.standalone.engine.Ports;
import dev.forge.standalone.engine.PreferredPorts;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The engine of a home, or the ports that one would take. */
public final class NeededPorts {
    private static final String WHAT = "engine";

    private final Home home;
    private final PreferredPorts wanted;

    public NeededPorts(Home home, PreferredPorts wanted) {
        this.home = home;
        this.wanted = wanted;
    }

    /** Asks the engine that is up for something; where none is, looks who has its ports. */
    public Finding look() {
        try {
            return EngineState.alive(home).map(this::asked).orElseGet(this::free);
        } catch (UncheckedIOException unreadable) {
            return Finding.missing(WHAT, unreadable);
        }
    }

    private Finding asked(EngineState engine) {
        try {
            new StarterClient(engine.api()).runs(1);
            return Finding.good(WHAT, "up at " + engine.api());
        } catch (Unreachable e) {
            return Finding.missing(
                    WHAT,
                    "process " + engine.process().pid() + " lives and does not answer: " + e.getMessage(),
                    "look into " + home.engineLog() + ", and start it anew: ./forge down, then ./forge up");
        }
    }

    private Finding free() {
        String taken = IntStream.of(
                        wanted.api(), wanted.s3(), wanted.postgres(), wanted.temporal(), wanted.temporalUi())
                .filter(port -> port != 0 && !Ports.isFree(port))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return taken.isEmpty()
                ? Finding.good(WHAT, "not up; its ports are free")
                : Finding.note(
                        WHAT,
                        "not up; of its usual ports somebody has " + taken,
                        "nothing: it takes free ones instead, and says which");
    }
}
