import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a step costs beyond its own work, on the local adapter: chains of ten modules that do nothing, wall clock less
 * the modules' processes, beside the bare loop that starts the same processes one after the other. Then the demo's
 * second start, from command to result.
 */
final class Steps {
    private static final int STEPS = 10;
    private static final int CHAINS = 5;

    private final Path forge;
    private final Path folder;

    private Steps(Path forge, Path folder) {
        this.forge = forge;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("forge-bench");
        Steps steps = new Steps(Path.of(arguments[0]), folder);
        try {
            steps.overhead();
            steps.demo();
        } finally {
            steps.run("down");
        }
    }

    private void overhead() throws Exception {
        run("up", "--detach");
        Path pipeline = Files.writeString(folder.resolve("true.yaml"), pipeline());
        // The first chain pays for classes that are loaded once in an engine's life.
        chain(pipeline);
        List<Long> between = new ArrayList<>();
        List<Long> walls = new ArrayList<>();
        for (int i = 0; i < CHAINS; i++) {
            RunReport report = chain(pipeline);
            between.addAll(overheads(report));
            walls.add(wall(report));
        }
        long[] sorted = between.stream().mapToLong(Long::longValue).sorted().toArray();
        double wall = walls.stream().mapToLong(Long::longValue).average().orElseThrow();
        double bare = bare();
        System.out.printf("%nA step's overhead on the local adapter (%d chains of %d steps of `true`)%n", CHAINS, STEPS);
        System.out.printf(
                "  from one process's end to the next one's start: p50 %d ms, p90 %d ms, max %d ms (aim: p50 <= 100 ms)%n",
                sorted[sorted.length / 2], sorted[sorted.length * 9 / 10], sorted[sorted.length - 1]);
        System.out.printf(
                "  wall clock of a chain: %.0f ms; of a bare loop of the same processes: %.0f ms; ratio %.1f%n",
                wall, bare, wall / bare);
    }

    private void demo() throws Exception {
        run("down");
        long first = timed("demo");
        long second = timed("demo");
        System.out.printf("%nThe demo, from command to result%n");
        System.out.printf(
                "  first start: %.1f s; second start: %.1f s (aim: <= 15 s); ratio %.2f%n",
                first / 1e3, second / 1e3, (double) second / first);
    }

    private static String pipeline() {
        StringBuilder yaml = new StringBuilder("name: bench\nmodules:\n");
        for (int i = 1; i <= STEPS; i++) {
            yaml.append("  - {name: step-" + i + ", image: \"busybox:1.36\", command: [\"true\"]}\n");
        }
        return yaml.toString();
    }

    private RunReport chain(Path pipeline) throws Exception {
        run("run", pipeline.toString());
        return HistoryFormat.mapper().readValue(run("show", "@last", "-o", "json"), RunReport.class);
    }

    /** Milliseconds from each process's end to the next one's start. */
    private static List<Long> overheads(RunReport report) {
        List<AttemptReport> attempts =
                report.steps().stream().map(StepReport::attempts).map(List::getLast).toList();
        List<Long> overheads = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            overheads.add(Duration.between(
                            attempts.get(i - 1).endedAt().orElseThrow(),
                            attempts.get(i).startedAt().orElseThrow())
                    .toMillis());
        }
        return overheads;
    }

    private static long wall(RunReport report) {
        return Duration.between(report.startedAt(), report.endedAt().orElseThrow())
                .toMillis();
    }

    private static double bare() throws Exception {
        long from = System.nanoTime();
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int i = 0; i < STEPS; i++) {
                new ProcessBuilder("true").start().waitFor();
            }
        }
        return (System.nanoTime() - from) / 1e6 / CHAINS;
    }

    private long timed(String... arguments) throws Exception {
        long from = System.nanoTime();
        run(arguments);
        return (System.nanoTime() - from) / 1_000_000;
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(forge.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("FORGE_HOME", folder.resolve("home").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ":\n" + out);
        }
        return out;
    }
}
