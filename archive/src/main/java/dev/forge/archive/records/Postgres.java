package dev.forge.archive.records;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.postgresql.ds.PGSimpleDataSource;

/** A database in PostgreSQL, on which nothing waits for longer than some seconds but the change of tables. */
final class Postgres implements Database {
    /** How long a free connection is waited for, where all are in use or none can be made. */
    private static final Duration FREE = Duration.ofSeconds(5);

    /** How long a new one may take. */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** How long one from the pool may take to show that it still works. */
    private static final Duration VALIDATE = Duration.ofSeconds(2);

    /** After that PostgreSQL ends a statement by itself. */
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** And after that the answer is not waited for: the server, or the way to it, is gone. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** The same of what changes the tables: an index over many rows takes more than seconds. */
    private static final Duration MIGRATION = Duration.ofMinutes(10);

    /**
     * A server may confirm what it has not written yet, to be fast: after its crash a key that has started a run would be free
     * again. Stronger promises than this one, which replicas share in, stay.
     */
    private static final String DURABLE = "SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') = 'off'";

    private final ArchiveSettings settings;
    private final HikariDataSource pool;
    private final Migrations migrations;
    private final Jdbi jdbi;

    private Postgres(ArchiveSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.migrations = new Migrations(settings, server(settings, MIGRATION));
        this.jdbi = Jdbi.create(pool).registerArrayType(String.class, "text").registerArgument(new Instants());
    }

    static Postgres open(ArchiveSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("archive");
        config.setDataSource(server(settings, ANSWER));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(FREE.toMillis());
        config.setValidationTimeout(VALIDATE.toMillis());
        // No connection before it is asked for one: PostgreSQL may be away when the program starts.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        // A plan made once for all values of a filter is a bad one for most of them.
        config.setConnectionInitSql("SET statement_timeout = " + STATEMENT.toMillis()
                + "; SET idle_in_transaction_session_timeout = " + ANSWER.toMillis()
                + "; SET plan_cache_mode = force_custom_plan; " + DURABLE);
        return new Postgres(settings, new HikariDataSource(config));
    }

    private static PGSimpleDataSource server(ArchiveSettings settings, Duration answer) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(settings.url());
        server.setUser(settings.user());
        server.setPassword(settings.password());
        server.setConnectTimeout(Math.toIntExact(CONNECT.toSeconds()));
        server.setLoginTimeout(Math.toIntExact(CONNECT.toSeconds()));
        server.setSocketTimeout(Math.toIntExact(answer.toSeconds()));
        server.setTcpKeepAlive(true);
        server.setApplicationName("forge");
        return server;
    }

    @Override
    public void migrate() {
        migrations.ensure();
    }

    @Override
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        return asked(() -> jdbi.withHandle(work));
    }

    @Override
    public <T> T transaction(HandleCallback<T, RuntimeException> work) {
        return asked(() -> jdbi.inTransaction(work));
    }

    private <T> T asked(Supplier<T> work) {
        migrations.ensure();
        try {
            return work.get();
        } catch (JdbiException failed) {
            if (Faults.isLackOfTables(failed)) {
                migrations.again();
            }
            throw Faults.told(settings, failed);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** As PostgreSQL's timestamptz, whatever the time zone of this program is. */
    private static final class Instants extends AbstractArgumentFactory<Instant> {
        Instants() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }
}
