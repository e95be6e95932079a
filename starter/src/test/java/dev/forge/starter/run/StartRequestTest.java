package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.pipeline.RunRequest;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartRequestTest {
    private static final RunRequest ASKED = new RunRequest(
            new RunRequest.Named("weather", Optional.of(3)), Optional.empty(), Optional.empty(), Map.of(), Map.of());

    @Test
    void whoIsAnsweredIsNoPartOfWhatIsAsked() {
        RunRequest answered = ASKED.replyingTo(new QueueReply(Broker.RABBITMQ, "mine", Optional.of("17")));

        assertThat(hash(answered)).isEqualTo(hash(ASKED));
        assertThat(hash(ASKED.withVersion(4))).isNotEqualTo(hash(ASKED));
    }

    private static String hash(RunRequest run) {
        return new StartRequest(Order.of(RunKind.RUN, run), DefaultDataConverter.STANDARD_INSTANCE).hash();
    }
}
