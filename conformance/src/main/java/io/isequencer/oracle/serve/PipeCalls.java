package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.StorageException;
import java.util.function.Function;

/**
 * The storage calls of one owner on real threads: the caller waits for the answer. A crash ends all of them.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. Answers are read, and found unreadable, by the thread that reads all lines.
 *   <li><i>Errors:</i> {@link StorageException} for an answer that is an error, and once the owner is dead.
 * </ul>
 */
final class PipeCalls {
    private final Channel channel;
    private final long owner;
    private int underWay;
    private boolean dead;

    PipeCalls(Channel channel, long owner) {
        this.channel = channel;
        this.owner = owner;
    }

    long owner() {
        return owner;
    }

    /** One call under way. */
    private static final class Call<T> {
        private final boolean inBackground;
        private T value;
        private RuntimeException failure;
        private boolean over;

        Call(boolean inBackground) {
            this.inBackground = inBackground;
        }
    }

    /** Asks and waits, in the background. */
    <T> T ask(ObjectNode question, Function<ObjectNode, T> read) {
        return ask(question, read, new Call<>(true));
    }

    /** Asks and waits within a client call: that is no business of the background. */
    <T> T askForClient(ObjectNode question, Function<ObjectNode, T> read) {
        return ask(question, read, new Call<>(false));
    }

    private <T> T ask(ObjectNode question, Function<ObjectNode, T> read, Call<T> call) {
        synchronized (this) {
            requireAlive();
            underWay += call.inBackground ? 1 : 0;
            channel.ask(question, answer -> answered(call, answer, read));
        }
        return await(call);
    }

    /** From here on no call is sent, and those that wait fail. */
    synchronized void kill() {
        dead = true;
        notifyAll();
    }

    synchronized boolean dead() {
        return dead;
    }

    /** Waits until no call of the background is under way, or the owner is dead. */
    synchronized void awaitNone() throws InterruptedException {
        while (underWay > 0 && !dead) {
            wait();
        }
    }

    /** How many calls of the background are under way. */
    synchronized int underWay() {
        return underWay;
    }

    synchronized boolean none() {
        return underWay == 0;
    }

    private <T> void answered(Call<T> call, ObjectNode answer, Function<ObjectNode, T> read) {
        T value = null;
        StorageException failure = null;
        try {
            value = read.apply(answer);
        } catch (StorageException e) {
            failure = e;
        }
        synchronized (this) {
            call.value = value;
            call.failure = failure;
            call.over = true;
            underWay -= call.inBackground ? 1 : 0;
            notifyAll();
        }
    }

    private synchronized <T> T await(Call<T> call) {
        while (!call.over) {
            requireAlive();
            try {
                wait();
            } catch (InterruptedException e) {
                // The runtime gives this thread up.
                Thread.currentThread().interrupt();
                throw new StorageException("thread must not be interrupted: waiting=true", false, e);
            }
        }
        if (call.failure != null) {
            throw call.failure;
        }
        return call.value;
    }

    private void requireAlive() {
        if (dead) {
            throw new StorageException("owner must be alive: owner=" + owner, false);
        }
    }
}
