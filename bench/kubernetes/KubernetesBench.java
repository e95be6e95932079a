import java.time.Duration;
import java.util.EnumSet;

/** Forge on a real cluster, beside a bare loop of Jobs in the same run. */
final class KubernetesBench {
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private KubernetesBench() {}

    public static void main(String[] arguments) throws Exception {
        Options options = options(arguments);
        Limit.of(LIMIT);
        Place place = Place.open(options);
        try (place;
                Ends ends = new Ends(place.client(), place.namespace());
                Forge forge = new Forge(options, place)) {
            Figures.sayHowBusy();
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
        Figures.sayHowBusy();
        // What libraries leave running does not keep the bench.
        System.exit(0);
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
}
