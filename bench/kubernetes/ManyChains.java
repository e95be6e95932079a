import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Very many chains at once, each step with an effect that is counted, beside as many bare loops. */
final class ManyChains {
    private static final int CHAINS = 100;
    private static final int STEPS = 3;

    private final Forge forge;
    private final BareLoop bare;
    private final int chains;

    ManyChains(Forge forge, BareLoop bare, int size) {
        this.forge = forge;
        this.bare = bare;
        this.chains = Math.max(1, CHAINS / size);
    }

    void measure() throws Exception {
        List<Chain> unused = new ArrayList<>();
        double loop = timed(() -> bare.chain(scripts("/dev/null")), unused);
        bare.clean();
        List<RunReport> reports = new ArrayList<>();
        double ours = timed(() -> forge.run(scripts("$FORGE_OUTPUT")), reports);
        long whole = reports.stream().filter(ManyChains::isWhole).count();
        Figures.say("%n%d chains of %d steps at once", chains, STEPS);
        Figures.say(
                "  Forge %.1f s (%.2f steps/s), as many bare loops %.1f s (%.2f steps/s), ratio of throughput %.2f",
                ours, chains * STEPS / ours, loop, chains * STEPS / loop, loop / ours);
        Figures.say("  with every step's effect exactly once: %d of %d (aim: all)", whole, chains);
        for (RunReport report : reports) {
            forge.awaitCleanup(report);
        }
        if (whole != chains) {
            throw new IllegalStateException("effects were lost or doubled");
        }
    }

    /** Each step adds its number to a file of the run's workspace, and the last one tells what stands there. */
    private static List<String> scripts(String output) {
        List<String> scripts = new ArrayList<>();
        for (int i = 1; i <= STEPS; i++) {
            scripts.add("echo " + i + " >> /data/effects; cat /data/effects > " + output);
        }
        return scripts;
    }

    private static boolean isWhole(RunReport report) {
        List<StepReport> steps = report.steps();
        return steps.stream().allMatch(step -> step.attempts().size() == 1)
                && steps.getLast().output().equals("1\n2\n3\n");
    }

    private <T> double timed(Callable<T> chain, List<T> results) throws Exception {
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = threads.invokeAll(Collections.nCopies(chains, chain), 30, java.util.concurrent.TimeUnit.MINUTES);
            for (Future<T> each : running) {
                results.add(each.get());
            }
        }
        return Duration.ofNanos(System.nanoTime() - from).toMillis() / 1e3;
    }
}
