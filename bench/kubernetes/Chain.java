import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of Jobs as the API server's clients saw it.
 *
 * @param posts when each Job was posted
 * @param ends when the event arrived that showed its container's end
 */
record Chain(List<Instant> posts, List<Instant> ends) {
    /** From the first Job's POST to the last one's end. */
    double seconds() {
        return seconds(posts.getFirst(), ends.getLast());
    }

    /** The same without the first step, which on Forge's side makes the workspace as well. */
    double secondsAfterFirst() {
        return seconds(ends.getFirst(), ends.getLast());
    }

    /** Milliseconds from each end to the next POST. */
    List<Double> handovers() {
        List<Double> millis = new ArrayList<>();
        for (int i = 1; i < posts.size(); i++) {
            millis.add(seconds(ends.get(i - 1), posts.get(i)) * 1e3);
        }
        return millis;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
