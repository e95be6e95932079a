import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the start of its process to its first answer of {@code GET /healthz}, and what is resident then, of the starter
 * without and with the start-up cache that its image records, and of a minimal Spring Boot application that serves
 * the same path, in turns.
 */
final class StartUp {
    private static final int ROUNDS = 7;
    private static final String SPRING = "Spring Boot";
    private static final List<String> JVM = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> FORGE = List.of(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
            System.getProperty("bench.starter.classpath"));

    private final Path folder;

    StartUp(Path folder) {
        this.folder = folder;
    }

    /** One that is started again and again. */
    private record Candidate(String name, List<String> java, List<Double> millis, List<Double> resident) {
        Candidate(String name, List<String> java) {
            this(name, java, new ArrayList<>(), new ArrayList<>());
        }
    }

    void measure() throws Exception {
        Path cache = folder.resolve("starter.aot");
        train(cache);
        List<Candidate> candidates = List.of(
                new Candidate("the starter", with(FORGE, "dev.forge.starter.StarterMain")),
                new Candidate(
                        "the starter, with its cache",
                        with(with(List.of("-XX:AOTCache=" + cache), FORGE), List.of("dev.forge.starter.StarterMain"))),
                new Candidate(SPRING, List.of("-cp", System.getProperty("bench.spring.classpath"), "SpringApp")));
        for (int round = 0; round < ROUNDS; round++) {
            for (Candidate candidate : candidates) {
                start(candidate);
            }
        }
        Figures.say("%nfrom process start to the first answer, medians of %d", ROUNDS);
        Figures.say("                                ms   MiB resident");
        for (Candidate candidate : candidates) {
            Figures.say("  %-28s %5.0f   %5.0f", candidate.name(), median(candidate.millis()), median(candidate.resident()));
        }
        Candidate cached = candidates.get(1);
        Candidate spring = candidates.getLast();
        Figures.say("  ratio to Spring Boot, with its cache: time %.2f, memory %.2f",
                median(cached.millis()) / median(spring.millis()), median(cached.resident()) / median(spring.resident()));
    }

    private void train(Path cache) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(with(FORGE, "dev.forge.starter.StarterTraining"));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("training.log").toFile())
                .start()
                .waitFor();
        if (exit != 0 || Files.notExists(cache)) {
            throw new IllegalStateException("no cache was recorded; " + folder.resolve("training.log") + " says why");
        }
    }

    private void start(Candidate candidate) throws Exception {
        int port = TemporalServer.freePort();
        // Nobody is at port 1: the starter answers before Temporal does.
        Map<String, String> environment = Map.of(
                "FORGE_TEMPORAL_ADDRESS", "127.0.0.1:1",
                "MICRONAUT_SERVER_PORT", Integer.toString(port),
                "SERVER_PORT", Integer.toString(port),
                "SERVER_ADDRESS", "127.0.0.1");
        long from = System.nanoTime();
        try (Starter starter = Starter.begin(
                with(JVM, candidate.java()), environment, port, folder.resolve("start.log"))) {
            starter.awaitAnswer("/healthz");
            candidate.millis().add((System.nanoTime() - from) / 1e6);
            candidate.resident().add(starter.figures().resident());
        }
    }

    private static double median(List<Double> values) {
        return Figures.percentile(values, 50);
    }

    private static List<String> with(List<String> some, String one) {
        return with(some, List.of(one));
    }

    private static List<String> with(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
