package dev.forge.starter.sqs;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Starts a run for each message. */
final class RequestTaker implements Taker {
    private final Intake intake;

    RequestTaker(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Verdict take(Delivery delivery) {
        Message message = new Message(delivery.body().getBytes(StandardCharsets.UTF_8), Optional.of(delivery.id()));
        return switch (intake.take(message)) {
            case Started _ -> new Verdict.Done();
            case Refused(ProblemCode code, String reason) -> new Verdict.Poison(code, reason);
        };
    }
}
