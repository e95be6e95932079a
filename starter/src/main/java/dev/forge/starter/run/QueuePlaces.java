package dev.forge.starter.run;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.TurnsWorkflow.Place;
import java.util.Optional;

/** Adds to the report of a run that waits for its turn where it stands, and behind whom. */
final class QueuePlaces {
    private QueuePlaces() {}

    static RunReport in(RunReport report, Place place) {
        return report.waiting()
                .flatMap(waiting -> place.number().map(number -> report.withWaiting(at(waiting, number, place))))
                .orElse(report);
    }

    private static Waiting at(Waiting waiting, int number, Place place) {
        String others = place.limit() > place.turns().size() ? ", …" : "";
        return new Waiting(
                "place " + number + " of " + place.of() + " in the queue: " + waiting.why(),
                waiting.since(),
                waiting.limit(),
                Optional.of(
                        "nothing: it begins when its turn comes; to have it begin sooner, cancel one of those at work ("
                                + String.join(", ", place.turns()) + others + ") or before it"));
    }
}
