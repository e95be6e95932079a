package dev.forge.archive.records;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the archive's tables up to date, once, when they are first needed. */
final class Migrations {
    private static final String LOCATION = "classpath:dev/forge/archive/migrations";

    /** How long to wait for whoever does it at the moment, in this program or another. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ArchiveSettings settings;
    private final DataSource server;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean done;

    Migrations(ArchiveSettings settings, DataSource server) {
        this.settings = settings;
        this.server = server;
    }

    void ensure() {
        if (done) {
            return;
        }
        if (!entered()) {
            throw new ArchiveUnavailable("The archive at " + settings.shown() + " is being prepared: ask again.");
        }
        try {
            if (!done) {
                migrate();
                done = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody has put another database in the place of the one that was up to date. */
    void again() {
        done = false;
    }

    private boolean entered() {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ArchiveUnavailable("The archive was not waited for, as this thread is to end.", ending);
        }
    }

    private void migrate() {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(server)
                    .locations(LOCATION)
                    .failOnMissingLocations(true)
                    // One try a second.
                    .lockRetryCount(Math.toIntExact(PATIENCE.toSeconds()))
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw Faults.told(settings, failed);
        }
    }
}
