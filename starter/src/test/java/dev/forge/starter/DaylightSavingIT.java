package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Temporal makes of times that a change of clocks leaves out or repeats. It is Temporal's to say; the table in
 * docs/schedules.md is this one, so a release that says something else must not go unnoticed.
 */
class DaylightSavingIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.unattended("daylight-saving");
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @ParameterizedTest(name = "{0}: {1} in {2}")
    @CsvSource(delimiter = '|', textBlock = """
            berlin-gap-skipped         | 30 2 * * * | Europe/Berlin       | 2031-03-29T00:00:00Z | 2031-03-29T01:30:00Z 2031-03-31T00:30:00Z 2031-04-01T00:30:00Z
            berlin-gap-hourly          | 0 * * * *  | Europe/Berlin       | 2031-03-29T23:30:00Z | 2031-03-30T00:00:00Z 2031-03-30T01:00:00Z 2031-03-30T02:00:00Z
            berlin-gap-outside         | 0 6 * * *  | Europe/Berlin       | 2031-03-29T00:00:00Z | 2031-03-29T05:00:00Z 2031-03-30T04:00:00Z 2031-03-31T04:00:00Z
            berlin-overlap-second      | 30 2 * * * | Europe/Berlin       | 2031-10-25T00:00:00Z | 2031-10-25T00:30:00Z 2031-10-26T01:30:00Z 2031-10-27T01:30:00Z
            berlin-overlap-hourly      | 0 * * * *  | Europe/Berlin       | 2031-10-25T23:30:00Z | 2031-10-26T00:00:00Z 2031-10-26T02:00:00Z 2031-10-26T03:00:00Z
            new-york-gap-skipped       | 30 2 * * * | America/New_York    | 2031-03-08T00:00:00Z | 2031-03-08T07:30:00Z 2031-03-10T06:30:00Z 2031-03-11T06:30:00Z
            new-york-overlap-twice     | 30 1 * * * | America/New_York    | 2031-11-01T00:00:00Z | 2031-11-01T05:30:00Z 2031-11-02T05:30:00Z 2031-11-02T06:30:00Z 2031-11-03T06:30:00Z
            new-york-overlap-hourly    | 0 * * * *  | America/New_York    | 2031-11-02T04:30:00Z | 2031-11-02T05:00:00Z 2031-11-02T06:00:00Z 2031-11-02T07:00:00Z
            lord-howe-gap-after-it     | 15 2 * * * | Australia/Lord_Howe | 2031-10-03T13:00:00Z | 2031-10-03T15:45:00Z 2031-10-04T15:45:00Z 2031-10-05T15:15:00Z
            lord-howe-overlap-second   | 45 1 * * * | Australia/Lord_Howe | 2031-04-04T13:00:00Z | 2031-04-04T14:45:00Z 2031-04-05T15:15:00Z 2031-04-06T15:15:00Z
            kolkata-never-changes      | 30 2 * * * | Asia/Kolkata        | 2031-03-29T00:00:00Z | 2031-03-29T21:00:00Z 2031-03-30T21:00:00Z 2031-03-31T21:00:00Z
            utc-never-changes          | 30 2 * * * | UTC                 | 2031-03-29T00:00:00Z | 2031-03-29T02:30:00Z 2031-03-30T02:30:00Z 2031-03-31T02:30:00Z
            """)
    void theNextTimesAreThoseOfTheTable(String id, String cron, String zone, String startAt, String next) {
        List<String> times = next(id, "\"cron\": \"" + cron + "\", \"timeZone\": \"" + zone + "\"", startAt);

        List<String> expected = List.of(next.split(" "));
        assertThat(times)
                .as(
                        "%s",
                        times.stream()
                                .map(time -> Instant.parse(time)
                                        .atZone(ZoneId.of(zone))
                                        .toString())
                                .toList())
                .startsWith(expected.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"2031-03-29T23:30:00Z, Europe/Berlin", "2031-11-02T04:30:00Z, America/New_York"})
    void anIntervalNeverNotices(String startAt, String zone) {
        List<String> times = next(
                "every-" + zone.replaceAll("\\W", "-"), "\"every\": \"1h\", \"timeZone\": \"" + zone + "\"", startAt);

        Instant first = Instant.parse(startAt).plusSeconds(1800);
        assertThat(times)
                .isEqualTo(Stream.iterate(first, time -> time.plusSeconds(3600))
                        .limit(10)
                        .map(Instant::toString)
                        .toList());
    }

    private static List<String> next(String id, String times, String startAt) {
        HttpResponse<String> made = http.send(
                http.request("/schedules")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"id\": \"" + id + "\", " + times + ", \"startAt\": \"" + startAt
                                                + "\", \"run\": {\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        try {
            return HistoryFormat.mapper()
                    .readTree(made.body())
                    .path("next")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(made.body(), e);
        }
    }
}
