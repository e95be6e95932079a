package dev.forge.archive.records;

/**
 * The archive in PostgreSQL. It connects when it is first asked for something, and brings its tables up to date before
 * that, so that a program starts without it; whatever it is asked for while PostgreSQL is away ends in
 * {@link ArchiveUnavailable} within seconds. Several programs may use one archive.
 */
public final class Archive implements AutoCloseable {
    private final Database database;
    private final Runs runs;
    private final Pipelines pipelines;
    private final IdempotencyKeys idempotencyKeys;
    private final Results results;
    private final Retention retention;
    private final Watches watches;
    private final Sightings sightings;

    private Archive(Database database) {
        this.database = database;
        this.runs = new Runs(database);
        this.pipelines = new Pipelines(database);
        this.idempotencyKeys = new IdempotencyKeys(database);
        this.results = new Results(database);
        this.retention = new Retention(database);
        this.watches = new Watches(database);
        this.sightings = new Sightings(database);
    }

    public static Archive open(ArchiveSettings settings) {
        return new Archive(Postgres.open(settings));
    }

    /** None: whatever it is asked for ends in {@link ArchiveUnavailable}, which names the setting. */
    public static Archive absent() {
        return new Archive(new NoDatabase());
    }

    public boolean isAbsent() {
        return database instanceof NoDatabase;
    }

    /** Brings the tables up to date now rather than with the first call. */
    public void migrate() {
        database.migrate();
    }

    public Runs runs() {
        return runs;
    }

    public Pipelines pipelines() {
        return pipelines;
    }

    public IdempotencyKeys idempotencyKeys() {
        return idempotencyKeys;
    }

    public Results results() {
        return results;
    }

    public Retention retention() {
        return retention;
    }

    public Watches watches() {
        return watches;
    }

    public Sightings sightings() {
        return sightings;
    }

    @Override
    public void close() {
        database.close();
    }
}
