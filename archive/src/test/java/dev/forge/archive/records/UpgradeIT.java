package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.VersionPut.Made;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An archive as the first release with one left it, opened by this one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UpgradeIT {
    private static final String ROWS_OF_THE_FIRST_RELEASE = """
            INSERT INTO runs (id, key, execution, execution_started_at, revision, pipeline, pipeline_version, state, failure,
                              started_at, ended_at, scheduled_by, labels, parameters, searched)
            VALUES ('weather-1', 'weather-1', 'e-1', '2026-03-29T12:00:00Z', 7, 'weather', 1, 'FAILED',
                    '{"step": "monthly", "failure": {"category": "MODULE_EXIT", "reason": "Error", "exitCode": 3,
                      "message": "exited with 3", "remedy": "see its log", "lastLines": []},
                      "sentence": "monthly: exited with 3.", "problems": []}',
                    '2026-03-29T12:00:00Z', '2026-03-29T12:01:00Z', 'nightly', '{"team": "sky"}', '{"by": "month"}',
                    E'weather-1\\nsky');
            INSERT INTO steps VALUES ('weather-1', 0, 'monthly', 'MODULE', 'weather-monthly:1', 'FAILED', 0, 2, 0, 5, NULL, '');
            INSERT INTO attempts VALUES ('weather-1', 0, 0, 1, 'weather-1-monthly-1', 'e-1', 'FIRST', NULL,
                                         '2026-03-29T12:00:01Z', '2026-03-29T12:00:02Z', '2026-03-29T12:01:00Z', NULL);
            INSERT INTO tallies VALUES ('2026-03-29', 'weather', 0, 1, 0);
            INSERT INTO pipelines VALUES ('weather', 1, NULL);
            INSERT INTO pipeline_versions VALUES ('weather', 1, '{"name": "weather", "modules": []}', '2026-03-28T00:00:00Z');
            INSERT INTO idempotency_keys VALUES ('mine', 'digest', 'weather-1', '2126-01-01T00:00:00Z');
            """;

    private static ArchiveSettings left() throws SQLException {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password())
                .locations("classpath:dev/forge/archive/migrations")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS_OF_THE_FIRST_RELEASE);
        }
        return settings;
    }

    @Test
    void whatTheFirstReleaseKeptIsThereAfterTheUpgrade() throws SQLException {
        try (Archive archive = Archive.open(left())) {
            RunRecord run = archive.runs().find("weather-1").orElseThrow();
            assertThat(run.report().state()).isEqualTo(RunState.FAILED);
            assertThat(run.report().failure().orElseThrow().failure().exitCode())
                    .contains(3);
            assertThat(run.report().steps()).singleElement().satisfies(step -> {
                assertThat(step.state()).isEqualTo(StepState.FAILED);
                assertThat(step.attempts())
                        .singleElement()
                        .satisfies(attempt -> assertThat(attempt.name()).isEqualTo("weather-1-monthly-1"));
            });
            assertThat(run.origin().labels()).isEqualTo(Map.of("team", "sky"));
            assertThat(run.origin().scheduledBy()).contains("nightly");
            assertThat(archive.runs()
                            .listEnded(RunFilter.all().labelled("team", "sky"), Optional.empty(), 10)
                            .items())
                    .singleElement()
                    .satisfies(found -> assertThat(found.id()).isEqualTo("weather-1"));
            assertThat(archive.runs().stats(Instant.parse("2026-03-01T00:00:00Z")))
                    .isEqualTo(new RunStats(0, 1, 0));
            assertThat(archive.idempotencyKeys()
                            .claim("mine", "digest", "weather-2", Instant.parse("2126-01-01T00:00:00Z")))
                    .isEqualTo(new Claim.AlreadyThere("weather-1"));
        }
    }

    @Test
    void aPipelineOfTheFirstReleaseIsGivenAndGoesOnCounting() throws SQLException {
        try (Archive archive = Archive.open(left())) {
            PipelineVersion first = archive.pipelines().get("weather", 1).orElseThrow();
            assertThat(first.content().path("name").asText()).isEqualTo("weather");
            assertThat(archive.pipelines().put("weather", Json.read("{\"name\": \"weather\"}", JsonNode.class)))
                    .isEqualTo(new Made(2));
        }
    }
}
