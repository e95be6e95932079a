package dev.forge.starter.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.RunReport;
import dev.forge.starter.run.FoundRun;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class EventPublisherTest {
    private volatile RunReport report = Lives.failing().get(3);
    private final RunFeeds feeds = new RunFeeds(this::look, Duration.ofMillis(10));
    private final EventPublisher publisher = new EventPublisher(this::look, feeds, Duration.ofMillis(50));

    @AfterEach
    void close() {
        feeds.close();
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
        assertThat(feeds.size()).isZero();
    }

    @Test
    void theStreamOfARunThatHasEndedEndsWithIt() {
        report = Lives.failing().getLast();

        List<Event<?>> sent = publish(Optional.of(new EventId("e", 13)))
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(sent).extracting(Event::getName).containsExactly("run-ended");
        assertThat(publisher.publish("r", Optional.of(EventId.last("e")))).isEmpty();
    }

    private Flux<Event<?>> publish(Optional<EventId> after) {
        return Flux.from(publisher.publish("r", after).orElseThrow());
    }

    private FoundRun look(String id) {
        assertThat(id).isIn("r", report.id());
        return FoundRun.archived(
                new RunRecord(report, new RunRecord.Execution("e", Lives.NOON), 1, RunOrigin.unknown()));
    }
}
