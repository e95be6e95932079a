package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final ArchiveSettings SETTINGS =
            new ArchiveSettings("jdbc:postgresql://db/forge?password=hidden", "forge", "secret", 4);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08006 | does not serve (Sorry): see that its PostgreSQL runs and can be reached from here.",
                "57P01 | does not serve (Sorry): see that its PostgreSQL runs and can be reached from here.",
                "53300 | does not serve (Sorry): see that its PostgreSQL runs and can be reached from here.",
                "25006 | does not serve (Sorry): see that its PostgreSQL runs and can be reached from here.",
                "57014 | did not answer in time (Sorry): ask again, and see what else its PostgreSQL is busy with.",
                "55P03 | did not answer in time (Sorry): ask again, and see what else its PostgreSQL is busy with.",
                "28P01 | refuses the user forge (Sorry): see to the user and the password.",
                "3D000 | is not there (Sorry): create the database, or name another one.",
                "42P01 | has lost its tables (Sorry): ask again, and they are made anew; if they are not, empty the database in whole."
            })
    void whatPassesOrIsForTheOperatorIsSaidInASentence(String state, String sentence) {
        RuntimeException told = Faults.told(SETTINGS, statement(new SQLException("Sorry\nand more", state)));

        assertThat(told)
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessage("The archive at jdbc:postgresql://db/forge " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "23505", "22P02", "42703"})
    void ourOwnMistakesStayWhatTheyAre(String state) {
        var mistake = statement(new SQLException("Sorry", state));

        assertThat(Faults.told(SETTINGS, mistake)).isSameAs(mistake);
    }

    @Test
    void thePoolsTimeoutTellsTheServersReason() {
        SQLException pool =
                new SQLTransientConnectionException("time is up", "", new SQLException("Wrong password", "28P01"));

        assertThat(Faults.told(SETTINGS, new ConnectionException(pool)))
                .hasMessageContaining("refuses the user forge (Wrong password)");
    }

    @Test
    void aPoolWithoutAFreeConnectionIsBusy() {
        assertThat(Faults.told(SETTINGS, new ConnectionException(new SQLTransientConnectionException("time is up"))))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessageContaining("did not answer in time (time is up)");
    }

    private static UnableToExecuteStatementException statement(SQLException cause) {
        return new UnableToExecuteStatementException("a statement failed", cause, null);
    }
}
