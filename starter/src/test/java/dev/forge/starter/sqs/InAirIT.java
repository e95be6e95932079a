package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.harness.SqsDoor;
import dev.forge.starter.intake.IntakeState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InAirIT {
    private static final Duration HIDDEN = Duration.ofSeconds(3);
    private static final String HIDE = "ChangeMessageVisibilityBatch";

    private static ElasticMq elastic;

    private final IntakeState state = new IntakeState("sqs", "queue", Clock.systemUTC());

    @BeforeAll
    static void start() {
        elastic = ElasticMq.start();
    }

    @AfterAll
    static void stop() {
        elastic.close();
    }

    @Test
    void whatIsLeftToItsQueueStaysHiddenForSoLongThoughTheOthersWereBeingHidden() throws Exception {
        SqsQueue queue = elastic.queue("left");
        elastic.send(queue, "a");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            // The first time that somebody hides messages, that takes until the other one wants to do so.
            door.answer(
                    call -> {
                        if (call.action().equals(HIDE) && began.getCount() > 0) {
                            began.countDown();
                            awaitUninterrupted(goesOn);
                        }
                        return false;
                    },
                    SqsDoor.Reply.denied());
            Delivery delivery = through.receive(queue, 1, HIDDEN).getFirst();
            InAir inAir = new InAir(through, queue, state, HIDDEN);
            inAir.add(List.of(delivery));
            Thread keeping = Thread.ofVirtual().start(inAir::keep);
            began.await();

            Thread leaving = Thread.ofVirtual().start(() -> inAir.leave(delivery, Duration.ofMinutes(15)));
            await().until(() -> !leaving.isAlive() || leaving.getState() == Thread.State.WAITING);
            goesOn.countDown();
            leaving.join();

            await().during(HIDDEN.multipliedBy(2))
                    .atMost(HIDDEN.multipliedBy(4))
                    .until(() -> elastic.held(queue).equals(new Held(0, 1)));
            keeping.interrupt();
            keeping.join();
            assertThat(door.calls().stream().filter(call -> call.action().equals(HIDE)))
                    .hasSize(2);
        }
    }

    @Test
    void ofWhatIsDeletedNobodyHearsThatItCannotBeHidden() throws Exception {
        SqsQueue queue = elastic.queue("deleted");
        elastic.send(queue, "a");
        try (Queues queues = Queues.open(elastic.settings())) {
            Delivery delivery = queues.receive(queue, 1, HIDDEN).getFirst();
            InAir inAir = new InAir(queues, queue, state, HIDDEN);
            inAir.add(List.of(delivery));

            inAir.delete(delivery);
            Thread keeping = Thread.ofVirtual().start(inAir::keep);

            await().during(HIDDEN)
                    .atMost(HIDDEN.multipliedBy(2))
                    .until(() -> state.snapshot().trouble().isEmpty());
            keeping.interrupt();
            keeping.join();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
