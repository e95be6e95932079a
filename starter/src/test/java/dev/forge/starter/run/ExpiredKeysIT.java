package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.TemporalServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiredKeysIT {
    @Test
    void whatHasExpiredIsPurged() {
        try (Archive archive = FreshArchive.open()) {
            archive.idempotencyKeys()
                    .claim("RUN\nold", "digest", "run", Instant.now().minus(Duration.ofHours(1)));

            new ExpiredKeys(archive).purge();

            assertThat(archive.idempotencyKeys().purge()).isZero();
        }
    }

    @Test
    void anArchiveThatIsAwayOrNotThereEndsNothing() {
        ArchiveSettings nobody = new ArchiveSettings(
                "jdbc:postgresql://127.0.0.1:" + TemporalServer.freePort() + "/forge", "forge", "secret", 1);
        try (Archive away = Archive.open(nobody)) {
            assertThatCode(() -> {
                        new ExpiredKeys(away).purge();
                        new ExpiredKeys(Archive.absent()).purge();
                    })
                    .doesNotThrowAnyException();
        }
    }
}
