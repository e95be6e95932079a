package dev.forge.starter.api;

import dev.forge.starter.intake.IntakeState.LastRefusal;
import dev.forge.starter.intake.IntakeState.Pause;
import dev.forge.starter.intake.IntakeState.Snapshot;
import dev.forge.starter.intake.IntakeState.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One queue, since this starter started.
 *
 * @param broker {@code rabbitmq}, for example
 * @param connected whether messages are taken from it, or would be
 * @param since when the connection came, or went
 * @param why where it is not connected
 * @param paused where messages wait with the broker, since something that a run needs is away, or as many runs are open as may be
 * @param started messages whose run is in Temporal, each as often as it was delivered
 * @param withoutId those of them that had no id: each delivery is another run
 * @param refused how many were, by code
 * @param last the last ten of these, the newest first
 * @param trouble where a message could not be put aside or deleted, or its sender not be told, within the last half hour
 */
record IntakeDetail(
        String broker,
        String queue,
        boolean connected,
        Instant since,
        Optional<String> why,
        Optional<Pause> paused,
        long started,
        long withoutId,
        Map<String, Long> refused,
        List<Refused> last,
        Optional<Trouble> trouble) {
    IntakeDetail {
        refused = Map.copyOf(refused);
        last = List.copyOf(last);
    }

    /**
     * A message that was refused.
     *
     * @param code as of the problem document that the same body would have got over HTTP
     */
    record Refused(Instant at, String code, String reason) {
        static Refused of(LastRefusal refusal) {
            return new Refused(refusal.at(), refusal.code().word(), refusal.reason());
        }
    }

    static IntakeDetail of(Snapshot intake) {
        Map<String, Long> refused = new TreeMap<>();
        intake.refused().forEach((code, count) -> refused.put(code.word(), count));
        return new IntakeDetail(
                intake.broker(),
                intake.queue(),
                intake.connection().up(),
                intake.connection().since(),
                intake.connection().why(),
                intake.pause(),
                intake.started(),
                intake.withoutId(),
                refused,
                intake.last().stream().map(Refused::of).toList(),
                intake.trouble());
    }
}
