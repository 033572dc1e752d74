package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.StorageException;
import java.util.function.Consumer;

/** The storage calls of one owner that drives itself with one thread. Once the owner is gone, answers are dropped. */
final class OwnerCalls {
    private final Channel channel;
    private int underWay;
    private boolean gone;

    OwnerCalls(Channel channel) {
        this.channel = channel;
    }

    int underWay() {
        return underWay;
    }

    /** No answer matters any more. */
    void leave() {
        gone = true;
        underWay = 0;
    }

    /** @param taken gets the answer; a {@link StorageException} that it throws is a failed call */
    void ask(ObjectNode question, Consumer<ObjectNode> taken, Consumer<StorageException> failed) {
        underWay++;
        channel.ask(question, answer -> {
            if (gone) {
                return;
            }
            underWay--;
            try {
                taken.accept(answer);
            } catch (StorageException failure) {
                failed.accept(failure);
            }
        });
    }
}
