package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes idempotency keys that have expired out of the archive, where there is one. */
@Singleton
class ExpiredKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredKeys.class);

    private final Archive archive;
    private final AtomicBoolean away = new AtomicBoolean();

    ExpiredKeys(Archive archive) {
        this.archive = archive;
    }

    /** While the archive is away, that is said once. */
    @Scheduled(initialDelay = "1m", fixedDelay = "1h")
    void purge() {
        if (archive.isAbsent()) {
            return;
        }
        try {
            long purged = archive.idempotencyKeys().purge();
            away.set(false);
            LOG.debug("{} idempotency keys had expired", purged);
        } catch (ArchiveUnavailable e) {
            if (!away.getAndSet(true)) {
                LOG.warn("Expired idempotency keys stay for now, and are looked for every hour: {}", e.getMessage());
            }
        }
    }
}
