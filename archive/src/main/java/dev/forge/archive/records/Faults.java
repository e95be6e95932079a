package dev.forge.archive.records;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/**
 * Tells PostgreSQL's being away from our own mistakes, by SQLSTATE (PostgreSQL's manual, appendix A): the former are
 * {@link ArchiveUnavailable}, the latter stay what they are.
 */
final class Faults {
    /** Connection exceptions, rollbacks for others' sake, lack of resources, intervention of an operator, its system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private static final String LOGIN_REFUSED = "28";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_RIGHT = "42501";

    /** Of a standby. */
    private static final String READ_ONLY = "25006";

    private static final String NO_SUCH_TABLE = "42P01";
    private static final String OUT_OF_TIME = "57014";
    private static final String LOCKED = "55P03";

    private Faults() {}

    static RuntimeException told(ArchiveSettings settings, JdbiException failed) {
        String state = state(failed);
        boolean away = failed instanceof ConnectionException
                || PASSING.contains(state.substring(0, Math.min(2, state.length())))
                || state.startsWith(LOGIN_REFUSED)
                || state.equals(NO_SUCH_DATABASE)
                || state.equals(READ_ONLY)
                || state.equals(LOCKED)
                || state.equals(NO_SUCH_TABLE);
        return away ? new ArchiveUnavailable(sentence(settings, state, failed), failed) : failed;
    }

    /** Whether what was asked for is in no table; before that, all were there. */
    static boolean isLackOfTables(JdbiException failed) {
        return state(failed).equals(NO_SUCH_TABLE);
    }

    /** While its tables are not up to date it does not serve, whatever the reason. */
    static ArchiveUnavailable told(ArchiveSettings settings, FlywayException failed) {
        return new ArchiveUnavailable(sentence(settings, state(failed), failed), failed);
    }

    private static String sentence(ArchiveSettings settings, String state, Throwable failed) {
        String archive = "The archive at " + settings.shown();
        String why = " (" + why(failed) + "): ";
        if (state.startsWith(LOGIN_REFUSED)) {
            return archive + " refuses the user " + settings.user() + why + "see to the user and the password.";
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return archive + " is not there" + why + "create the database, or name another one.";
        }
        if (state.equals(NO_RIGHT)) {
            return archive + " does not let the user " + settings.user() + " make its tables" + why
                    + "make this user the database's owner.";
        }
        if (state.equals(NO_SUCH_TABLE)) {
            return archive + " has lost its tables" + why
                    + "ask again, and they are made anew; if they are not, empty the database in whole.";
        }
        if (state.equals(OUT_OF_TIME) || state.equals(LOCKED) || noConnectionWasFree(failed)) {
            return archive + " did not answer in time" + why
                    + "ask again, and see what else its PostgreSQL is busy with.";
        }
        return archive + " does not serve" + why + "see that its PostgreSQL runs and can be reached from here.";
    }

    /** The pool's own word, where the server gave none. */
    private static boolean noConnectionWasFree(Throwable failed) {
        return innermost(failed)
                .filter(SQLTransientConnectionException.class::isInstance)
                .isPresent();
    }

    private static String why(Throwable failed) {
        String message = innermost(failed)
                .map(Throwable::getMessage)
                .or(() -> Optional.ofNullable(failed.getMessage()))
                .orElse(failed.getClass().getSimpleName());
        return message.lines().findFirst().orElse("").strip();
    }

    private static String state(Throwable failed) {
        return innermost(failed).map(SQLException::getSQLState).orElse("");
    }

    /** The pool's own exception, which says no more than that time is up, is around the server's. */
    private static Optional<SQLException> innermost(Throwable failed) {
        return Stream.iterate(Optional.of(failed), Optional::isPresent, at -> at.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((outer, inner) -> inner);
    }
}
