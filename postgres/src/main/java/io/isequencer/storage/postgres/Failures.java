package io.isequencer.storage.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/**
 * What a failure says of the statement.
 *
 * <ul>
 *   <li><i>Source:</i> appendix A of PostgreSQL's manual, the classes of SQLSTATE.
 * </ul>
 */
final class Failures {
    private static final Set<String> REPETITION = Set.of("40001", "40P01");

    /** A server that ends says so as an error, perhaps after the commit; so does one that lost its connection. */
    private static final Set<String> UNCERTAIN_CLASSES = Set.of("08", "57", "58", "XX");

    private Failures() {}

    /** Whether it was rolled back, and would succeed at another time. */
    static boolean asksForRepetition(SQLException failure) {
        return isFromServer(failure) && REPETITION.contains(failure.getSQLState());
    }

    /** Whether it surely had no effect: the server refused it. */
    static boolean isDefinite(SQLException failure) {
        String state = failure.getSQLState();
        return isFromServer(failure)
                && state != null
                && state.length() == 5
                && !UNCERTAIN_CLASSES.contains(state.substring(0, 2));
    }

    /** The driver's own words have states too, but nothing to say of what the server did. */
    private static boolean isFromServer(SQLException failure) {
        return failure instanceof PSQLException refusal && refusal.getServerErrorMessage() != null;
    }
}
