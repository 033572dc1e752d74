package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.isequencer.api.StorageException;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * What a failure says of the statement.
 *
 * <p>Definite is only what the server refused before it began, or what was never sent. Of all else a replica may have
 * heard: a time-out says that too few have answered, and so may {@code Unavailable} when a round of Paxos is repeated.
 */
final class Failures {
    private Failures() {}

    static StorageException of(String what, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof DriverException || cause instanceof IllegalStateException) {
            return new StorageException(
                    "cluster must answer: call=" + what + ", error=" + named(cause) + ", cause=" + firstLine(cause),
                    isDefinite(cause),
                    cause);
        }
        if (thrown instanceof RuntimeException own) {
            throw own;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(thrown);
    }

    /** Whether it surely had no effect. */
    static boolean isDefinite(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream().flatMap(List::stream).allMatch(Failures::isDefinite);
        }
        return failure instanceof QueryValidationException
                // The session is closed.
                || failure instanceof IllegalStateException
                || failure instanceof AuthenticationException
                || failure instanceof BootstrappingException
                || failure instanceof BusyConnectionException
                || failure instanceof NodeUnavailableException;
    }

    private static String named(Throwable failure) {
        if (failure instanceof AllNodesFailedException all
                && !all.getAllErrors().isEmpty()) {
            Throwable first = all.getAllErrors().values().iterator().next().get(0);
            return failure.getClass().getSimpleName() + "/" + first.getClass().getSimpleName();
        }
        return failure.getClass().getSimpleName();
    }

    /** Whoever failed to log in reads his name, or worse, in the driver's words. */
    private static String firstLine(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "user and password were refused";
        }
        if (failure instanceof AllNodesFailedException all
                && !all.getAllErrors().isEmpty()) {
            return firstLine(all.getAllErrors().values().iterator().next().get(0));
        }
        String message = failure.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
