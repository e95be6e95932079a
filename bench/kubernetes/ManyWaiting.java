import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Very many attempts that wait at once in one worker, for a node that there is not. */
final class ManyWaiting {
    private static final int ATTEMPTS = 1_000;
    private static final int PER_RUN = 50;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Forge forge;
    private final Place place;
    private final int attempts;

    ManyWaiting(Forge forge, Place place, int size) {
        this.forge = forge;
        this.place = place;
        this.attempts = Math.max(PER_RUN, ATTEMPTS / size);
    }

    void measure() throws Exception {
        ProcessFigures before = ProcessFigures.of(forge.worker().pid());
        List<WorkflowStub> runs = new ArrayList<>();
        for (int i = 0; i < attempts / PER_RUN; i++) {
            runs.add(forge.fan(new Fan.Request(
                    PER_RUN, place.image(), "true", Map.of("forge.bench/node", "that-there-is-not"))));
        }
        Wait.until(
                attempts + " pods to wait",
                Duration.ofMinutes(10),
                () -> place.pods(Place.OURS, Optional.of("Pending")).size() >= attempts);
        // The scheduler's words about each have come by then.
        Thread.sleep(Duration.ofSeconds(20));
        say(before);
        runs.forEach(run -> run.terminate("it has been measured"));
        place.removeJobs(Place.OURS);
    }

    private void say(ProcessFigures before) throws Exception {
        Worker.Counts from = forge.worker().counts();
        ProcessFigures first = ProcessFigures.of(forge.worker().pid());
        Thread.sleep(WINDOW);
        Worker.Counts to = forge.worker().counts();
        ProcessFigures last = ProcessFigures.of(forge.worker().pid());
        double seconds = WINDOW.toMillis() / 1e3;
        Figures.say("%n%d attempts that wait at once in one worker, over %.0f s", attempts, seconds);
        Figures.say(
                "  resident %.0f MiB, at most %.0f MiB so far (aim: <= 400); %d platform threads (aim: some 60); idle before:"
                        + " %.0f MiB, %d threads",
                last.resident(), last.peak(), last.threads(), before.resident(), before.threads());
        Figures.say(
                "  watches opened in the window, each of which the server ends after 10 s: %d (aim: one of Jobs and one of"
                        + " Pods at a time); %.1f API requests/s, %.1f Temporal requests/s, %.2f CPU",
                to.watches() - from.watches(),
                (to.requests() - from.requests()) / seconds,
                (to.temporal() - from.temporal()) / seconds,
                (last.cpu() - first.cpu()) / seconds);
        Figures.say("  Temporal requests since its start, by method: %s", to.byMethod());
    }
}
