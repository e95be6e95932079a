import dev.forge.contract.run.RunReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a step costs: the same chain on Forge and in the bare loop, turn about, so that noise hits both. */
final class StepCost {
    private static final int STEPS = 10;

    private static final int WARM_UP = 4;

    /** 40 MiB, four times what kubelet keeps in one file. */
    private static final String LONG_LOG = "yes 'a line of a log that goes on and on and on until it is long' | head -c 41943040";

    private final Forge forge;
    private final BareLoop bare;
    private final Ends ends;
    private final int rounds;

    /** What came of one kind of chain. */
    private record Tally(List<Chain> chains) {
        /** Of the chain in the middle: one that was held up by something else says nothing. */
        double perStep() {
            return Figures.percentile(eachPerStep(), 50);
        }

        List<Double> eachPerStep() {
            return chains.stream().map(chain -> chain.seconds() / STEPS).toList();
        }

        double perStepAfterFirst() {
            return Figures.percentile(
                    chains.stream().map(chain -> chain.secondsAfterFirst() / (STEPS - 1)).toList(), 50);
        }

        List<Double> handovers() {
            return chains.stream().flatMap(chain -> chain.handovers().stream()).toList();
        }
    }

    StepCost(Forge forge, BareLoop bare, Ends ends, int rounds) {
        this.forge = forge;
        this.bare = bare;
        this.ends = ends;
        this.rounds = rounds;
    }

    void measure() throws Exception {
        warmUp();
        compare("true", Collections.nCopies(STEPS, "true"), rounds);
        compare("unequal sleeps (0.1 to 1.3 s)", sleeps(), rounds);
        compare("a log of 40 MiB", Collections.nCopies(STEPS, LONG_LOG), 1);
    }

    /** What a worker does once in its life: it loads and compiles its code. What that costs is told by itself. */
    private void warmUp() throws Exception {
        List<String> scripts = Collections.nCopies(STEPS, "true");
        bare(scripts);
        for (int i = 1; i <= WARM_UP; i++) {
            Chain chain = forge(scripts);
            Figures.say(
                    "warming up, chain %d of %d since the worker's start: a step %.3f s, from event to POST p50 %.0f ms",
                    i, WARM_UP, chain.seconds() / STEPS, Figures.percentile(chain.handovers(), 50));
        }
    }

    private static List<String> sleeps() {
        return Stream.of(0.3, 1.1, 0.1, 0.7, 1.3, 0.5, 0.9, 0.2, 1.2, 0.6)
                .map(seconds -> "sleep " + seconds)
                .toList();
    }

    private void compare(String what, List<String> scripts, int times) throws Exception {
        Tally ours = new Tally(new ArrayList<>());
        Tally loop = new Tally(new ArrayList<>());
        for (int i = 0; i < times; i++) {
            // In turn, and who is first in turn too.
            if (i % 2 == 0) {
                loop.chains().add(bare(scripts));
                ours.chains().add(forge(scripts));
            } else {
                ours.chains().add(forge(scripts));
                loop.chains().add(bare(scripts));
            }
        }
        Figures.say("%nA chain of %d steps: %s (%d times in turn)", STEPS, what, times);
        Figures.say(
                "  a step: Forge %.3f s, bare loop %.3f s, ratio %.3f (aim: <= 1.1); after the first, which makes the"
                        + " workspace: %.3f s, %.3f s, ratio %.3f",
                ours.perStep(),
                loop.perStep(),
                ours.perStep() / loop.perStep(),
                ours.perStepAfterFirst(),
                loop.perStepAfterFirst(),
                ours.perStepAfterFirst() / loop.perStepAfterFirst());
        Figures.say("  each chain's seconds a step: Forge %s, bare loop %s", rounded(ours), rounded(loop));
        handovers("Forge", ours.handovers(), " (aim: p50 <= 80, p99 <= 250)");
        handovers("bare loop", loop.handovers(), "");
    }

    private static List<String> rounded(Tally tally) {
        return tally.eachPerStep().stream().map(seconds -> String.format(Locale.ROOT, "%.3f", seconds)).toList();
    }

    private static void handovers(String who, List<Double> millis, String aim) {
        Figures.say(
                "  from the event that shows a container's end to the next POST, %s: p50 %.0f ms, p99 %.0f ms, max %.0f ms,"
                        + " n %d%s",
                who,
                Figures.percentile(millis, 50),
                Figures.percentile(millis, 99),
                Collections.max(millis),
                millis.size(),
                aim);
    }

    private Chain bare(List<String> scripts) throws Exception {
        Chain chain = bare.chain(scripts);
        bare.clean();
        return chain;
    }

    private Chain forge(List<String> scripts) throws Exception {
        RunReport report = forge.run(scripts);
        Chain chain = forge.chain(report, ends);
        forge.awaitCleanup(report);
        return chain;
    }
}
