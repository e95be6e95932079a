import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The starter, each part beside what it is compared to. */
final class StarterBench {
    private static final Duration LIMIT = Duration.ofMinutes(75);

    private static final String USAGE = """
            bench/starter.sh [--size N] [--all] PART...

            parts      submissions   2,000 runs posted by 64 clients, beside Temporal's own starts
                       intake        2,000 messages through RabbitMQ, a tenth of them twice, the broker restarted twice,
                                     beside as many jobs posted; needs rabbitmq-server
                       queries       ten questions to an archive with 1,000,000 runs
                       watches       2,000 objects in a bucket that is watched, each told of twice to two starters
                       start         time to the first answer and memory, beside a minimal Spring Boot application
            options    --size N      divides 2,000 and 1,000,000 (1)
                       --all         10,000 runs, objects or messages instead of 2,000; runs on a Temporal server with
                                     PostgreSQL
            """;

    /** What is measured. */
    enum Part {
        SUBMISSIONS,
        INTAKE,
        QUERIES,
        WATCHES,
        START
    }

    private StarterBench() {}

    public static void main(String[] arguments) throws Exception {
        int size = 1;
        boolean whole = false;
        List<Part> parts = new ArrayList<>();
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--size" -> size = Integer.parseInt(arguments[++i]);
                    case "--all" -> whole = true;
                    default -> parts.add(Part.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            parts.clear();
        }
        if (parts.isEmpty()) {
            System.err.println(USAGE);
            System.exit(64);
        }
        Limit.of(LIMIT);
        Figures.sayHowBusy();
        Path folder = Files.createDirectories(Path.of(System.getProperty("bench.folder")));
        for (Part part : EnumSet.copyOf(parts)) {
            switch (part) {
                case SUBMISSIONS -> submissions(folder, size, whole).measure();
                case INTAKE -> new IntakeLoad(folder, (whole ? 10_000 : 2_000) / size).measure();
                case QUERIES -> new ArchiveQueries(1_000_000 / size).measure();
                case WATCHES -> watching(folder, size, whole).measure();
                case START -> new StartUp(folder).measure();
            }
        }
        Figures.sayHowBusy();
        // What libraries leave running does not keep the bench.
        System.exit(0);
    }

    private static Submissions submissions(Path folder, int size, boolean whole) {
        return whole
                ? new Submissions(folder, 10_000 / size, Submissions.Temporal.ON_POSTGRES)
                : new Submissions(folder, 2_000 / size, Submissions.Temporal.DEV_SERVER);
    }

    private static Watching watching(Path folder, int size, boolean whole) {
        return whole
                ? new Watching(folder, 10_000 / size, Submissions.Temporal.ON_POSTGRES)
                : new Watching(folder, 2_000 / size, Submissions.Temporal.DEV_SERVER);
    }
}
