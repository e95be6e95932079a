package dev.forge.starter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.run.RunSubmission.Accepted;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BodyReadersTest {
    private final CountDownLatch read = new CountDownLatch(1);
    private final List<Thread> reading = new CopyOnWriteArrayList<>();

    @Test
    void bodiesAreReadTwoAtOnceOnThreadsOfTheSystemWhoeverAsks() {
        try (BodyReaders readers = new BodyReaders();
                ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                asking.execute(() -> readers.read(this::slowly));
            }
            await().until(() -> reading.size() == BodyReaders.AT_ONCE);
            assertThat(reading).noneMatch(Thread::isVirtual);

            read.countDown();
            await().until(() -> reading.size() == 50);
            assertThat(reading.stream().distinct()).hasSize(BodyReaders.AT_ONCE);
        }
    }

    @Test
    void aMessageWaitsForThoseThatAreRead() {
        List<String> started = new CopyOnWriteArrayList<>();
        try (BodyReaders readers = new BodyReaders();
                ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < BodyReaders.AT_ONCE; number++) {
                asking.execute(() -> readers.read(this::slowly));
            }
            await().until(() -> reading.size() == BodyReaders.AT_ONCE);
            asking.execute(() -> intake(readers, started).take(message()));

            await().during(Duration.ofMillis(300)).until(started::isEmpty);
            read.countDown();
            await().until(() -> started.equals(List.of("a")));
        }
    }

    @Test
    void whatAReadingThrowsIsThrownAndAfterTheEndNothingIsSaidOfAMessage() {
        BodyReaders readers = new BodyReaders();
        assertThatThrownBy(() -> readers.read(() -> {
                    throw new NotTakenYet("no");
                }))
                .isInstanceOf(NotTakenYet.class)
                .hasMessage("no");

        readers.close();

        assertThatThrownBy(() -> readers.read(() -> "a"))
                .isInstanceOf(NotTakenYet.class)
                .hasMessageContaining("stops");
    }

    private String slowly() {
        try {
            reading.add(Thread.currentThread());
            read.await();
            return "read";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Intake intake(BodyReaders readers, List<String> started) {
        return new Intake(
                (_, run, _) -> {
                    started.add(run.pipeline().name());
                    return new Accepted("job.a", RunState.QUEUED, "a");
                },
                new RoomForRuns(Optional.empty(), () -> 0, Clock.systemUTC()),
                readers,
                ReplyRule.NONE,
                new Incidents(RandomGenerator.getDefault()),
                new IntakeState("rabbitmq", "q", Clock.systemUTC()));
    }

    private static Message message() {
        return new Message(
                "{\"jobName\": \"a\", \"image\": \"a:1\"}".getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
