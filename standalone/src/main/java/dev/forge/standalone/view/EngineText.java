package dev.forge.standalone.view;

import dev.forge.standalone.engine.EngineState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where an engine is. */
public final class EngineText {
    private EngineText() {}

    /** The lines. */
    public static List<String> lines(EngineState engine, Path home) {
        List<String> lines = new ArrayList<>(List.of(
                "Forge is up (process " + engine.process().pid() + ").",
                "  API          " + engine.api() + "   (GET /runs, POST /runs)",
                "  Temporal     " + engine.temporal() + "   Web UI " + engine.temporalUi(),
                "  S3           " + engine.s3() + "   (files in " + home.resolve("s3") + ")",
                "  PostgreSQL   "
                        + engine.postgresPort().map(port -> "127.0.0.1:" + port).orElse("none")
                        + "   (the archive; files in " + home.resolve("postgres") + ")",
                "  Home         " + home,
                "  Started in   " + parts(engine.startupMillis())));
        engine.kubernetes().ifPresent(place -> lines.add(lines.size() - 1, "  Steps        in " + place.text()));
        engine.queues()
                .ifPresent(queues -> lines.add(lines.size() - 1, "  Queues       " + queues + "   (GET /intake)"));
        return lines;
    }

    /** {@code 2.1 s (temporal 1.5 s, s3 0.4 s)}. */
    public static String parts(Map<String, Long> millis) {
        String parts = millis.entrySet().stream()
                .filter(part -> !part.getKey().equals("all"))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(part -> part.getKey() + " " + Spans.of(Duration.ofMillis(part.getValue())))
                .collect(Collectors.joining(", "));
        return Spans.of(Duration.ofMillis(millis.getOrDefault("all", 0L))) + " (" + parts + ", side by side)";
    }
}
