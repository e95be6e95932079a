package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Intaking;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.Taken;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final byte[] JOB = "{\"jobName\": \"a\", \"image\": \"a:1\"}".getBytes(StandardCharsets.UTF_8);

    private final List<String> started = new ArrayList<>();
    private final Intake intake = Intaking.of("requests", started::add);

    @Test
    void anIdThatIsNoUtf8IsRefusedSinceAnotherOneWouldReadTheSame() throws Exception {
        Delivery delivery = new Delivery(1, Wire.messageId(latin1("order-ä")), JOB);

        Taken taken = intake.take(delivery.message("responses"));

        assertThat(taken).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ProblemCode.RUN_REQUEST_INVALID);
            assertThat(refused.reason()).contains("id", "UTF-8");
        });
        assertThat(started).isEmpty();
    }

    @Test
    void anIdInUtf8IsAsGoodAsAnyOther() throws Exception {
        Delivery delivery = new Delivery(1, Wire.messageId("order-ä".getBytes(StandardCharsets.UTF_8)), JOB);

        assertThat(intake.take(delivery.message("responses"))).isInstanceOf(Started.class);
    }

    @Test
    void refusalsOfTwoMessagesWhoseIdsReadTheSameAreToldUnderTwoIds() throws Exception {
        Message one = new Delivery(1, Wire.messageId(latin1("order-ä")), JOB).message("responses");
        Message other = new Delivery(2, Wire.messageId(latin1("order-ö")), "{}".getBytes(StandardCharsets.UTF_8))
                .message("responses");

        assertThat(intake.reply(one, refused(one)).id())
                .isNotEqualTo(intake.reply(other, refused(other)).id());
    }

    private Refused refused(Message message) {
        return (Refused) intake.take(message);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
