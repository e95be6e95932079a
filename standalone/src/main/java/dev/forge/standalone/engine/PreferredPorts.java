package dev.forge.standalone.engine;

import java.util.Map;

/** The ports that an engine takes where they are free; 0 for any. */
public record PreferredPorts(int api, int s3, int postgres, int temporal, int temporalUi) {
    /** Those of Temporal are its own defaults, so that its command line finds the engine without being told where. */
    public static final PreferredPorts USUAL = new PreferredPorts(7070, 7071, 7072, 7233, 8233);

    /** For an engine that is to be in nobody's way. */
    public static final PreferredPorts ANY = new PreferredPorts(0, 0, 0, 0, 0);

    /** The usual ones, unless {@code FORGE_PORTS} is {@code any}. */
    public static PreferredPorts of(Map<String, String> environment) {
        return environment.getOrDefault("FORGE_PORTS", "").equals("any") ? ANY : USUAL;
    }

    /** The same ports again, since programs that an engine started know them. */
    static PreferredPorts of(EngineState last) {
        return new PreferredPorts(
                last.api().getPort(),
                last.s3().getPort(),
                last.postgresPort().orElse(0),
                last.temporalPort(),
                last.temporalUi().getPort());
    }
}
