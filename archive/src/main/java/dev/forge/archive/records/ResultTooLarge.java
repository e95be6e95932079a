package dev.forge.archive.records;

import java.sql.SQLException;

/** A value of a result that takes more memory, written out, than anybody should be given at once. */
public final class ResultTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ResultTooLarge(String message) {
        super(message);
    }

    static ResultTooLarge of(Row row) throws SQLException {
        return new ResultTooLarge("The result " + row.text("name") + " of " + row.text("step") + " in the run "
                + row.text("run_id") + " is too large, written out, to be listed");
    }
}
