package dev.forge.starter.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.harness.MemoryLogs;
import dev.forge.starter.log.LogThreads;
import dev.forge.starter.log.RunTails;
import dev.forge.starter.log.TailLines;
import dev.forge.starter.run.FoundRun;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class EventPublisherTest {
    private volatile RunReport report = Lives.failing().get(3);
    private final RunFeeds feeds = new RunFeeds(this::look, Duration.ofMillis(10));
    private final MemoryLogs logs = new MemoryLogs();
    private final LogThreads threads = new LogThreads();
    private final RunTails tails = new RunTails(logs, threads);
    private final EventPublisher publisher = new EventPublisher(this::look, feeds, tails, Duration.ofMillis(50));

    @AfterEach
    void close() {
        feeds.close();
        threads.close();
    }

    @Test
    void aStreamInWhichNothingHappensIsKeptOpenByComments() {
        List<Event<?>> sent = publish(Optional.empty())
                .take(7)
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(sent)
                .extracting(Event::getName)
                .startsWith("run-started", "attempt-launched", "attempt-started", "now");
        assertThat(sent.subList(4, 7)).allSatisfy(event -> {
            assertThat(event.getComment()).isEqualTo("still there");
            assertThat(event.getId()).isNull();
            // Without data, a browser takes it for no event.
            assertThat(event.getData()).isEqualTo("");
        });
        // The reader is told that the stream is over before those who feed it are.
        await().until(() -> feeds.size() == 0);
    }

    @Test
    void theStreamOfARunThatHasEndedEndsWithIt() {
        report = Lives.failing().getLast();

        List<Event<?>> sent = publish(Optional.of(new EventId("e", 13)))
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(sent).extracting(Event::getName).containsExactly("run-ended");
        assertThat(publisher.publish("r", Optional.of(EventId.last("e")), OptionalInt.empty()))
                .isEmpty();
    }

    @Test
    void whatWasWrittenLastIsToldBeforeTheEndToWhoeverWishesIt() {
        report = Lives.failing().getLast();
        logs.write(new AttemptId(report.id(), Lives.EXECUTION, "b", 1), "reading 2018.csv\nreading 2019.csv\n");
        Optional<EventId> after = Optional.of(new EventId("e", 13));

        List<Event<?>> sent = Flux.from(
                        publisher.publish("r", after, OptionalInt.of(1)).orElseThrow())
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(sent).extracting(Event::getName).containsExactly("log", "run-ended");
        assertThat(sent.getFirst().getId()).isNull();
        assertThat(sent.getFirst().getData()).isEqualTo(new TailLines("b", 1, 17, List.of("reading 2019.csv"), true));
    }

    private Flux<Event<?>> publish(Optional<EventId> after) {
        return Flux.from(publisher.publish("r", after, OptionalInt.empty()).orElseThrow());
    }

    private FoundRun look(String id) {
        assertThat(id).isIn("r", report.id());
        return FoundRun.archived(
                new RunRecord(report, new RunRecord.Execution("e", Lives.NOON), 1, RunOrigin.unknown()));
    }
}
