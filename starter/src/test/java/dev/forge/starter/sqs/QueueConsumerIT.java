package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.harness.SqsDoor;
import dev.forge.starter.harness.SqsDoor.Call;
import dev.forge.starter.harness.SqsDoor.Reply;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.NotTakenYet;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.sqs.Taker.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class QueueConsumerIT {
    /** Short, so that a message that nobody keeps hidden comes again while the test looks. */
    private static final Duration HIDDEN = Duration.ofSeconds(3);

    private static ElasticMq elastic;
    private static Queues queues;

    private final List<Delivery> tries = new CopyOnWriteArrayList<>();
    private final IntakeState state = new IntakeState("sqs", "queue", Clock.systemUTC());
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean away;
    private volatile Optional<String> hindrance = Optional.empty();
    private volatile Optional<Error> failing = Optional.empty();
    private volatile Optional<Runnable> telling = Optional.empty();
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
    void whileWhatARunNeedsIsAwayAMessageNeitherComesAgainNorIsGivenUpAndOthersStayInTheirQueue() {
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
    void whileNoRunCouldBeStartedNoMessageIsReceived() {
        SqsQueue queue = elastic.queue("full-up");
        hindrance = Optional.of("as many runs are open as may be");
        elastic.send(queue, "a");

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() -> state.snapshot().pause().isPresent());
            await().during(HIDDEN)
                    .atMost(HIDDEN.multipliedBy(3))
                    .until(() -> elastic.held(queue).equals(new Held(1, 0)));
            assertThat(state.snapshot().pause().orElseThrow().why()).isEqualTo("as many runs are open as may be");
            hindrance = Optional.empty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(state.snapshot().pause()).isEmpty();
        assertThat(tries).hasSize(1);
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
    void anErrorIsShownAndEndsNothing() {
        SqsQueue queue = elastic.queue("short-of-memory");
        failing = Optional.of(new OutOfMemoryError("as if there were no memory"));

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() -> state.snapshot().connection().why().orElse("").contains("no memory"));
            beforeTheEnd = Optional.of(() -> {
                throw new StackOverflowError("as if it were nested without end");
            });
            failing = Optional.empty();
            elastic.send(queue, "a");
            await().atMost(Duration.ofSeconds(30)).until(() -> trouble().contains("nested without end"));
            beforeTheEnd = Optional.empty();
            await().atMost(Duration.ofSeconds(30)).until(() -> done.equals(List.of("a")));
            assertThat(state.snapshot().connection().up()).isTrue();
        }
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
                .containsKeys(DeadLetter.CODE, DeadLetter.REASON, DeadLetter.LEFT_OUT);
    }

    @Test
    void whatADeadLetterQueueFindsTooLongIsCutToWhatItTakes() {
        SqsQueue dead = elastic.queue("short-dead");
        SqsQueue queue = elastic.queue("long", dead, 5);
        String body = "bad" + "x".repeat(256 * 1024 - 100);
        elastic.send(queue, body);

        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(
                    call -> call.is("SendMessage", dead)
                            && call.body().path("MessageBody").asText().length() + 100 > 256 * 1024 - 1000,
                    Reply.error(
                            400,
                            "InvalidParameterValue",
                            "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes."));
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> elastic.held(dead).equals(new Held(1, 0)));
                await().until(() -> elastic.held(queue).equals(Held.NOTHING));
            }
        }
        Message letter = elastic.drain(dead).getFirst();
        assertThat(body).startsWith(letter.body());
        assertThat(letter.messageAttributes().get(DeadLetter.LEFT_OUT).stringValue())
                .contains("of " + body.length() + " bytes of the body");
    }

    @Test
    void whoWaitsForAMessageIsToldOnceItIsPutAsideAndBeforeItIsDeleted() {
        SqsQueue dead = elastic.queue("told-dead");
        SqsQueue queue = elastic.queue("told", dead, 5);
        elastic.send(queue, "bad");

        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            telling = Optional.of(() -> {
                assertThat(door.calls()).anyMatch(call -> call.is("SendMessage", dead));
                assertThat(door.calls()).noneMatch(call -> call.is("DeleteMessage", queue));
                told.incrementAndGet();
            });
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> elastic.held(queue).equals(Held.NOTHING));
            }
        }
        assertThat(told).hasValue(1);
    }

    @Test
    void whoCouldNotBeToldIsToldOnceMoreAndTheMessageIsPutAsideOnce() {
        SqsQueue dead = elastic.queue("told-later-dead");
        SqsQueue queue = elastic.queue("told-later", dead, 5);
        elastic.send(queue, "bad");
        elastic.send(queue, "good");
        telling = Optional.of(() -> {
            if (told.incrementAndGet() == 1) {
                throw new SqsUnavailable("SQS does not send to replies: AccessDenied", new IllegalStateException());
            }
        });

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() -> told.get() == 1 && elastic.held(queue).equals(new Held(0, 1)));
            await().until(() -> trouble().contains("SQS does not send to replies"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(told).hasValue(2);
        assertThat(elastic.held(dead)).isEqualTo(new Held(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetQueueAttributes", "GetQueueUrl", "SendMessage"})
    void aDeadLetterQueueThatIsDeniedHoldsUpNothingButWhatIsToGoThere(String denied) {
        SqsQueue dead = elastic.queue(denied + "-dead");
        SqsQueue queue = elastic.queue(denied, dead, 100);

        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(call -> call.action().equals(denied), Reply.denied());
            elastic.send(queue, "bad");
            elastic.send(queue, "good");
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> tries.stream()
                                .anyMatch(delivery -> delivery.body().equals("good")));
                await().until(() -> trouble().contains("AccessDenied"));
                await().until(() -> elastic.held(queue).equals(new Held(0, 1)));
                assertThat(state.snapshot().connection().up()).isTrue();

                door.open();
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> elastic.held(queue).equals(Held.NOTHING));
            }
        }
        assertThat(elastic.drain(dead)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeleteMessage", "ChangeMessageVisibilityBatch"})
    void aRightThatIsMissingIsSaidThoughMessagesAreTaken(String denied) {
        SqsQueue queue = elastic.queue("without-" + denied);
        away = denied.startsWith("Change");
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(call -> call.action().equals(denied), Reply.denied());
            elastic.send(queue, "a");
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().until(() -> trouble().contains("AccessDenied"));
                assertThat(state.snapshot().connection().up()).isTrue();
                away = false;
                door.open();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> elastic.held(queue).equals(Held.NOTHING));
            }
        }
    }

    @Test
    void aSingleMessageThatSqsDoesNotKeepHiddenIsSaid() {
        SqsQueue queue = elastic.queue("partly-hidden");
        away = true;
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(
                    call -> call.action().equals("ChangeMessageVisibilityBatch"),
                    new Reply(
                            200,
                            "{\"Successful\": [], \"Failed\": [{\"Id\": \"0\", \"SenderFault\": true, \"Code\":"
                                    + " \"InvalidParameterValue\", \"Message\": \"Total VisibilityTimeout for the"
                                    + " message is beyond the limit [43200 seconds]\"}]}"));
            elastic.send(queue, "a");
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().until(() -> trouble().contains("beyond the limit [43200 seconds]"));
                away = false;
                door.open();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> elastic.held(queue).equals(Held.NOTHING));
            }
        }
    }

    @Test
    void oneGroupWhosePoisonHasNoPlaceStopsNoOther() {
        SqsQueue queue = elastic.queue("groups.fifo");
        SqsQueue absent = new SqsQueue(queue.home(), "nowhere.fifo");
        sendInGroup(queue, "a", "bad");
        sendInGroup(queue, "a", "after it");
        IntStream.range(0, 12).forEach(number -> sendInGroup(queue, "b", "b " + number));

        try (QueueConsumer _ = consuming(queues, queue, 10, Optional.of(absent))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> tries.stream().anyMatch(one -> one.body().equals("b 11")));
            await().until(() -> trouble().contains(absent.url()));

            elastic.queue("nowhere.fifo");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(elastic.drain(absent)).extracting(Message::body).containsExactly("bad");
    }

    @Test
    void twoStartersOnOneQueueTakeAMessageOnceHoweverLongWhatARunNeedsIsAway() {
        SqsQueue queue = elastic.queue("shared");
        away = true;
        elastic.send(queue, "a");
        elastic.send(queue, "b");

        try (QueueConsumer _ = consuming(queue, 1);
                QueueConsumer _ = consuming(queue, 1)) {
            await().until(() -> tries.size() >= 2);
            await().during(HIDDEN.multipliedBy(3))
                    .atMost(HIDDEN.multipliedBy(5))
                    .until(() -> elastic.held(queue).equals(new Held(0, 2)));
            away = false;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> elastic.held(queue).equals(Held.NOTHING));
        }
        assertThat(done).containsExactlyInAnyOrder("a", "b");
        assertThat(tries).allMatch(one -> one.receives() == 1);
    }

    @ParameterizedTest
    @MethodSource("strange")
    void whatSqsAnswersInsteadOfMessagesIsSaidAndTheyAreTakenOnceItGivesThem(Reply reply, String said) {
        SqsQueue queue = elastic.queue("strange");
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(call -> call.is("ReceiveMessage", queue), reply);
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() ->
                                state.snapshot().connection().why().orElse("").contains(said));
                door.open();
                elastic.send(queue, "a");
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> elastic.held(queue).equals(Held.NOTHING));
                assertThat(state.snapshot().connection().up()).isTrue();
            }
        }
        assertThat(tries).hasSize(1);
    }

    static Stream<Arguments> strange() {
        return Stream.of(
                arguments(Reply.error(400, "ThrottlingException", "Rate exceeded"), "Throttling (Rate exceeded)"),
                arguments(
                        Reply.error(403, "ExpiredTokenException", "The security token is expired"),
                        "ExpiredToken (The security token is expired)"),
                arguments(
                        Reply.error(403, "InvalidSignatureException", "Signature expired: it is now earlier"),
                        "InvalidSignature (Signature expired"),
                arguments(new Reply(502, "bad gateway"), "does not give messages"),
                arguments(new Reply(200, "<html>log in first</html>"), "does not give messages"),
                arguments(new Reply(200, "{\"Messages\": [{}]}"), "does not give messages"),
                arguments(
                        new Reply(
                                200,
                                "{\"Messages\": [{\"Body\": \"hello\", \"MD5OfBody\":"
                                        + " \"5d41402abc4b2a76b9719d911017c592\"}]}"),
                        "what is no message"));
    }

    @Test
    void aServerThatDoesNotWaitIsNotAskedAllTheTime() {
        SqsQueue queue = elastic.queue("hasty");
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(call -> call.is("ReceiveMessage", queue), new Reply(200, "{}"));
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().until(() -> receives(door, queue).count() > 1);
                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> receives(door, queue).count() < 10);
            }
        }
    }

    /** Each call costs, and an idle queue would otherwise be asked all day. */
    @Test
    void anIdleQueueIsAskedToWaitForAMessageForAsLongAsSqsDoes() {
        SqsQueue queue = elastic.queue("idle");
        try (SqsDoor door = SqsDoor.before(elastic);
                Queues through = Queues.open(door.settings())) {
            door.answer(call -> call.is("ReceiveMessage", queue), new Reply(200, "{}"));
            try (QueueConsumer _ = consuming(through, queue, 10, Optional.empty())) {
                await().until(() -> receives(door, queue).count() > 1);
            }
            assertThat(receives(door, queue))
                    .allSatisfy(call -> assertThat(
                                    call.body().path("WaitTimeSeconds").asInt())
                            .isEqualTo(20));
        }
    }

    private static Stream<Call> receives(SqsDoor door, SqsQueue queue) {
        return door.calls().stream().filter(call -> call.is("ReceiveMessage", queue));
    }

    @Test
    void aQueueThatIsDeletedAndMadeAgainIsTakenFromAgain() {
        SqsQueue queue = elastic.queue("made-again");
        try (QueueConsumer _ = consuming(queue, 10)) {
            elastic.send(queue, "before");
            await().atMost(Duration.ofSeconds(30)).until(() -> done.contains("before"));
            elastic.delete(queue);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !state.snapshot().connection().up());
            elastic.queue("made-again");
            elastic.send(queue, "after");
            await().atMost(Duration.ofSeconds(60)).until(() -> done.contains("after"));
        }
    }

    @Test
    void aQueueThatIsNotThereIsSaidAndTakenFromOnceItIs() {
        SqsQueue queue = new SqsQueue(elastic.queue("neighbour").home(), "not-yet");

        try (QueueConsumer _ = consuming(queue, 10)) {
            await().until(() ->
                    state.snapshot().connection().why().orElse("").contains("does not give messages of " + queue));
            elastic.queue("not-yet");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> state.snapshot().connection().up());
            elastic.send(queue, "a");
            await().until(() -> tries.size() == 1);
        }
    }

    private String trouble() {
        return state.snapshot().trouble().map(IntakeState.Trouble::why).orElse("");
    }

    private static void sendInGroup(SqsQueue queue, String group, String body) {
        elastic.send(
                queue, body, request -> request.messageGroupId(group).messageDeduplicationId(body.replace(' ', '-')));
    }

    private QueueConsumer consuming(SqsQueue queue, int atOnce) {
        return consuming(queues, queue, atOnce, Optional.empty());
    }

    private QueueConsumer consuming(Queues through, SqsQueue queue, int atOnce, Optional<SqsQueue> deadLetters) {
        QueueConsumer consumer =
                new QueueConsumer(through, queue, new Taking(), state, atOnce, HIDDEN, deadLetters, Clock.systemUTC());
        consumer.start();
        return consumer;
    }

    private final class Taking implements Taker {
        @Override
        public Verdict take(Delivery delivery) {
            tries.add(delivery);
            if (away) {
                throw new NotTakenYet("Temporal is away");
            }
            beforeTheEnd.ifPresent(Runnable::run);
            if (delivery.body().startsWith("bad")) {
                return new Verdict.Poison(ProblemCode.SYNTAX_ERROR, "bad as bad can be");
            }
            done.add(delivery.body());
            return new Verdict.Done();
        }

        @Override
        public Optional<String> hindrance() {
            failing.ifPresent(error -> {
                throw error;
            });
            return hindrance;
        }

        @Override
        public void tell(Delivery delivery, Verdict.Poison poison) {
            telling.ifPresent(Runnable::run);
        }
    }
}
