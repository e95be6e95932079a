package dev.forge.standalone.engine;

/** The ports that an engine takes where they are free; 0 for any. */
public record PreferredPorts(int api, int s3, int temporal, int temporalUi) {
    /** Those of Temporal are its own defaults, so that its command line finds the engine without being told where. */
    public static final PreferredPorts USUAL = new PreferredPorts(7070, 7071, 7233, 8233);

    /** For an engine that is to be in nobody's way. */
    public static final PreferredPorts ANY = new PreferredPorts(0, 0, 0, 0);

    /** The same ports again, since programs that an engine started know them. */
    static PreferredPorts of(EngineState last) {
        return new PreferredPorts(
                last.api().getPort(),
                last.s3().getPort(),
                last.temporalPort(),
                last.temporalUi().getPort());
    }
}
