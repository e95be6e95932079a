package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.runtime.BucketListing.Part;
import dev.forge.runtime.BucketListing.Place;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.KillablePostgres;
import dev.forge.starter.harness.Lists;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsEventsIT {
    private static KillablePostgres postgres;
    private static Archive archive;
    private static ElasticMq elastic;
    private static SqsQueue dead;
    private static SqsQueue events;
    private static Installation forge;
    private static Http http;

    /** What the events tell: after the watch was made, which would skip it else. */
    private static Instant putAt;

    @BeforeAll
    static void start(@TempDir Path data) {
        postgres = new KillablePostgres(data.resolve("postgres"));
        archive = postgres.open();
        elastic = ElasticMq.start();
        dead = elastic.queue("events-dead");
        events = elastic.queue("events", dead, 1);
        SqsSettings hearing = ElasticMq.hearing(elastic.settings(), events);
        forge = Installation.attended(
                "sqs-events", archive, StarterSettings.anyPort().withSqs(hearing), SqsEventsIT::listed);
        http = forge.http();
        put("/pipelines/stations", "{name: stations, modules: [{name: a, image: 'a:1'}]}");
        // It looks by itself once a day: whatever it hears is by events.
        put("/watches/in", "{bucket: weather, prefix: in/, pipeline: stations, interval: 1d, events: true}");
        putAt = Instant.now();
    }

    @AfterAll
    static void stop() {
        forge.close();
        elastic.close();
        archive.close();
        postgres.close();
    }

    @Test
    void aNewObjectStartsItsRunOnceHoweverOftenS3TellsOfIt() {
        for (int time = 0; time < 4; time++) {
            elastic.send(events, created("weather", "in/a+b.csv", "e1"));
        }
        elastic.send(events, created("weather", "in/a+b.csv", "e2"));

        awaitEmpty();
        assertThat(seen("in/a b.csv")).hasSize(2);
        assertThat(runs()).containsAll(seen("in/a b.csv"));
    }

    @Test
    void whatAnEventDoesNotTellIsAskedOfTheBucket() {
        elastic.send(events, created("weather", "in/empty.csv", "e1").replace("\"size\": 3, ", ""));
        elastic.send(events, created("weather", "in/bare.csv", ""));
        elastic.send(events, created("weather", "in/gone.csv", ""));

        awaitEmpty();
        assertThat(seen("in/empty.csv")).hasSize(1);
        assertThat(seen("in/bare.csv")).hasSize(1);
        assertThat(seen("in/gone.csv")).isEmpty();
        assertThat(elastic.held(dead)).isEqualTo(Held.NOTHING);
    }

    @Test
    void anOddEventIsADeadLetterAndTheNineBesideItAreTaken() {
        List<String> ten = new ArrayList<>();
        for (int number = 0; number < 9; number++) {
            ten.add(event("weather", "in/ten-" + number + ".csv", "e1"));
        }
        ten.add(4, event("weather", "in/%ZZ.csv", "e1"));
        elastic.send(events, "{\"Records\": [" + String.join(", ", ten) + "]}");

        awaitEmpty();
        List<Message> odd = elastic.drain(dead);
        assertThat(odd).hasSize(1);
        assertThat(odd.getFirst().messageAttributes().get("forge-reason").stringValue())
                .contains("/Records/4");
        for (int number = 0; number < 9; number++) {
            assertThat(seen("in/ten-" + number + ".csv")).hasSize(1);
        }
    }

    @Test
    void whatNoArchiveCouldHoldIsADeadLetterAndTheOthersOfItsMessageAreTaken() {
        elastic.send(
                events,
                "{\"Records\": ["
                        + String.join(
                                ", ",
                                event("weather", "in/before.csv", "e1"),
                                event("weather", "in/%00.csv", ""),
                                event("weather", "in/never.csv", "e1")
                                        .replace(putAt.toString(), "+1000000000-12-31T23:59:59Z"),
                                event("weather", "in/after.csv", "e1"))
                        + "]}");

        awaitEmpty();
        assertThat(elastic.drain(dead))
                .singleElement()
                .extracting(
                        letter -> letter.messageAttributes().get("forge-reason").stringValue())
                .asString()
                .contains("/Records/1", "/Records/2");
        assertThat(seen("in/before.csv")).hasSize(1);
        assertThat(seen("in/after.csv")).hasSize(1);
    }

    @Test
    void whatNoWatchLooksAtIsDroppedAndCounted() {
        elastic.send(events, created("nobodys", "in/a.csv", "e1"));
        elastic.send(events, created("weather", "out/a.csv", "e1"));

        awaitEmpty();
        assertThat(elastic.held(dead)).isEqualTo(Held.NOTHING);
        assertThat(http.get("/prometheus").body())
                .containsPattern("forge_bucket_events_total\\{outcome=\"nothing_new\"} ([2-9]|[1-9][0-9]+)\\.0");
        assertThat(http.get("/watches/in/objects").body()).doesNotContain("out/a.csv");
    }

    @Test
    void whatIsNoEventOfABucketIsADeadLetterAndIsTold() {
        elastic.send(events, "{\"image\": \"a:1\"}");

        await().atMost(Duration.ofSeconds(30)).until(() -> elastic.held(dead).equals(new Held(1, 0)));
        assertThat(elastic.drain(dead)
                        .getFirst()
                        .messageAttributes()
                        .get("forge-reason")
                        .stringValue())
                .contains("no notification of S3");
        assertThat(http.get("/prometheus").body())
                .contains(
                        "forge_intake_messages_total{broker=\"sqs\",outcome=\"bad_request\",queue=\"" + events + "\"}");
    }

    @Test
    void whileTheArchiveIsAwayEventsStayInTheirQueue() {
        postgres.kill();
        try {
            elastic.send(events, created("weather", "in/late.csv", "e1"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> http.get("/prometheus")
                            .body()
                            .contains("forge_intake_paused{broker=\"sqs\",queue=\"" + events + "\"} 1.0"));
            assertThat(elastic.held(events)).isEqualTo(new Held(0, 1));
        } finally {
            postgres.restart();
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> elastic.held(events).equals(Held.NOTHING));
        assertThat(seen("in/late.csv")).hasSize(1);
        assertThat(elastic.held(dead)).isEqualTo(Held.NOTHING);
    }

    @Test
    void whileTheArchiveRefusesWhatIsEnteredEventsAreHeldAndNoneComesTwice() {
        postgres.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
                + " 'permission denied for table sightings' USING ERRCODE = '42501'; END $$");
        postgres.execute("CREATE TRIGGER refuse BEFORE INSERT ON sightings FOR EACH ROW EXECUTE FUNCTION refuse()");
        try {
            elastic.send(events, created("weather", "in/denied.csv", "e1"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> http.get("/intake").body().contains("permission denied for table sightings"));
            elastic.send(events, created("weather", "in/behind.csv", "e1"));
            elastic.send(events, created("weather", "in/behind.csv", "e2"));
            // The call that was under way may still get some; each that comes twice would be a dead letter.
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> {
                Held held = elastic.held(events);
                return held.waiting() + held.inAir() == 3;
            });
        } finally {
            postgres.execute("DROP FUNCTION refuse CASCADE");
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> elastic.held(events).equals(Held.NOTHING));
        assertThat(seen("in/denied.csv")).hasSize(1);
        assertThat(seen("in/behind.csv")).hasSize(2);
        assertThat(elastic.held(dead)).isEqualTo(Held.NOTHING);
    }

    private static void put(String path, String body) {
        assertThat(http.send(http.request(path)
                                .header("Content-Type", "application/yaml")
                                .PUT(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(201);
    }

    private static String created(String bucket, String key, String etag) {
        return "{\"Records\": [" + event(bucket, key, etag) + "]}";
    }

    private static String event(String bucket, String key, String etag) {
        return "{\"eventVersion\": \"2.1\", \"eventSource\": \"aws:s3\", \"eventTime\":"
                + " \"" + putAt + "\", \"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \""
                + bucket + "\"}, \"object\": {\"key\": \"" + key + "\", \"size\": 3, \"eTag\": \"" + etag
                + "\", \"sequencer\": \"0055AED6DCD90281E5\"}}}";
    }

    /** As a bucket is listed that has two objects and others below the name of the first. */
    private static Part listed(String bucket, String prefix, Optional<Place> from) {
        return new Part(
                Stream.of("in/bare.csv", "in/bare.csv.bak", "in/empty.csv", "in/gone.csv.bak")
                        .filter(key -> key.startsWith(prefix))
                        .map(key -> new SeenObject(bucket, key, "listed", 0, Instant.parse("2026-11-29T12:00:00Z")))
                        .toList(),
                List.of(),
                Optional.empty());
    }

    private static void awaitEmpty() {
        await().atMost(Duration.ofSeconds(60)).until(() -> elastic.held(events).equals(Held.NOTHING));
    }

    /** Ids of the runs for the versions of an object. */
    private static List<String> seen(String key) {
        return archive.sightings().list("in", Optional.empty(), Optional.empty(), 100).items().stream()
                .filter(sighting -> sighting.object().key().equals(key))
                .map(sighting -> sighting.runId())
                .toList();
    }

    private static List<String> runs() {
        return new Lists(http).ids("limit=100");
    }
}
