import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.EnumSet;

/** Forge on a real cluster, beside a bare loop of Jobs in the same run. */
final class KubernetesBench {
    /** A bench that hangs ends by itself; its shutdown hooks clean up. */
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private KubernetesBench() {}

    public static void main(String[] arguments) throws Exception {
        Options options = options(arguments);
        Thread.ofPlatform().daemon().name("limit").start(() -> endAfter(LIMIT));
        Place place = Place.open(options);
        try (place;
                Ends ends = new Ends(place.client(), place.namespace());
                Forge forge = new Forge(options, place)) {
            sayHowBusy();
            BareLoop bare = new BareLoop(place, ends);
            for (Options.Part part : EnumSet.copyOf(options.parts())) {
                switch (part) {
                    case STEPS -> new StepCost(forge, bare, ends, options.rounds()).measure();
                    case WAITING -> new ManyWaiting(forge, place, options.size()).measure();
                    case LOGS -> new ManyLogs(forge, place, options.size()).measure();
                    case CHAINS -> new ManyChains(forge, bare, options.size()).measure();
                }
            }
        }
        sayHowBusy();
        // What libraries leave running does not keep the bench.
        System.exit(0);
    }

    /** Figures of a machine on which others work are to be taken again. */
    private static void sayHowBusy() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        Figures.say("machine: %d cores, load average %.1f", machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }

    private static Options options(String... arguments) {
        try {
            return Options.of(arguments);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(64);
            throw e;
        }
    }

    private static void endAfter(Duration limit) {
        try {
            Thread.sleep(limit);
            System.err.println("The bench has taken " + limit + " and is ended.");
            System.exit(75);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
