package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.sqs.Taker.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class QueueConsumerIT {
    /** Short, so that a message that nobody keeps hidden comes again while the test looks. */
    private static final Duration HIDDEN = Duration.ofSeconds(3);

    private static ElasticMq elastic;
    private static Queues queues;

    private final List<Delivery> tries = new CopyOnWriteArrayList<>();
    private final IntakeState state = new IntakeState("sqs", "queue", Clock.systemUTC());
    private volatile boolean away;
    private volatile Optional<Runnable> beforeTheEnd = Optional.empty();

    @BeforeAll
    static void start() {
        elastic = ElasticMq.start();
        queues = Queues.open(elastic.settings());
    }

    @AfterAll
    static void stop() {
        queues.close();
        elastic.close();
    }

    @Test
    void whileTemporalIsAwayAMessageNeitherComesAgainNorIsGivenUpAndOthersStayInTheirQueue() {
        SqsQueue dead = elastic.queue("unsure-dead");
        SqsQueue queue = elastic.queue("unsure", dead, 1);
        away = true;
        elastic.send(queue, "a");

        try (QueueConsumer _ = consuming(queue, 1)) {
            await().until(() -> !tries.isEmpty());
            IntStream.range(0, 5).forEach(number -> elastic.send(queue, "later " + number));

            await().during(HIDDEN.multipliedBy(3))
                    .atMost(HIDDEN.multipliedBy(5))
                    .until(() -> elastic.held(queue).equals(new Held(5, 1)));
            assertThat(state.snapshot().pause().orElseThrow().why()).isEqualTo("Temporal is away");
            assertThat(tries.size()).isGreaterThan(1);
            assertThat(tries).allSatisfy(delivery -> assertThat(delivery.body()).isEqualTo("a"));

            away = false;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(tries)
                .allSatisfy(delivery -> assertThat(delivery.message()
                                .attributes()
                                .get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                        .isEqualTo("1"));
        assertThat(elastic.held(dead)).isEqualTo(Held.NOTHING);
        assertThat(state.snapshot().pause()).isEmpty();
    }

    @Test
    void inAnOrderedQueueWhatIsUnsureHoldsItsGroupInOrder() {
        SqsQueue queue = elastic.queue("unsure.fifo");
        away = true;
        IntStream.range(0, 5)
                .forEach(number -> elastic.send(
                        queue,
                        "m " + number,
                        request -> request.messageGroupId("a").messageDeduplicationId("d" + number)));

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() -> tries.size() > 1);
            away = false;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(tries.stream().map(Delivery::body).distinct().toList())
                .containsExactly("m 0", "m 1", "m 2", "m 3", "m 4");
    }

    @Test
    void aMessageThatWasTakenAndNotDeletedComesOnceMoreWithTheSameId() {
        SqsQueue queue = elastic.queue("undeleted");
        elastic.send(queue, "a");
        // As if the starter had died between the start and the deletion.
        beforeTheEnd = Optional.of(() -> {
            throw new IllegalStateException("dies after the start");
        });

        try (QueueConsumer _ = consuming(queue, 1)) {
            await().until(() -> tries.size() == 1);
            beforeTheEnd = Optional.empty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(tries).hasSize(2);
        assertThat(tries.stream().map(Delivery::id).distinct()).hasSize(1);
    }

    @Test
    void aMessageThatAlwaysFailsIsGivenUpByTheQueuesOwnCount() {
        SqsQueue dead = elastic.queue("failing-dead");
        SqsQueue queue = elastic.queue("failing", dead, 2);
        elastic.send(queue, "a");
        beforeTheEnd = Optional.of(() -> {
            throw new IllegalStateException("always");
        });

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(dead).equals(new Held(1, 0)));
        }
        assertThat(tries).hasSize(2);
    }

    @Test
    void aDeadLetterKeepsAsManyAttributesAsThereIsRoomFor() {
        SqsQueue dead = elastic.queue("full-dead");
        SqsQueue queue = elastic.queue("full", dead, 5);
        elastic.send(
                queue,
                "bad",
                Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9"));

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(dead).equals(new Held(1, 0)));
        }
        assertThat(elastic.drain(dead).getFirst().messageAttributes())
                .hasSize(10)
                .containsKeys(DeadLetters.CODE, DeadLetters.REASON);
    }

    @Test
    void aQueueThatIsNotThereIsSaidAndTakenFromOnceItIs() {
        SqsQueue queue = new SqsQueue(elastic.queue("neighbour").home(), "not-yet");

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() -> state.snapshot()
                    .connection()
                    .why()
                    .orElse("")
                    .contains("does not tell the redrive policy of " + queue));
            elastic.queue("not-yet");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> state.snapshot().connection().up());
            elastic.send(queue, "a");
            await().until(() -> tries.size() == 1);
        }
    }

    private QueueConsumer consuming(SqsQueue queue, int atOnce) {
        QueueConsumer consumer = new QueueConsumer(
                queues, queue, this::take, state, atOnce, HIDDEN, Optional.empty(), Clock.systemUTC());
        consumer.start();
        return consumer;
    }

    private Verdict take(Delivery delivery) {
        tries.add(delivery);
        if (away) {
            throw new TemporalUnavailable("Temporal is away", new IllegalStateException());
        }
        beforeTheEnd.ifPresent(Runnable::run);
        return delivery.body().equals("bad")
                ? new Verdict.Poison(ProblemCode.SYNTAX_ERROR, "bad as bad can be")
                : new Verdict.Done();
    }
}
