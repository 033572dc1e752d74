package io.isequencer.runtime;

import io.isequencer.api.StorageException;
import io.isequencer.storage.faulty.Operation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a test does to a storage or log call before it goes through. */
@FunctionalInterface
interface Hook {
    Hook NONE = operation -> {};

    void before(Operation operation);

    static Hook failing(Operation failing) {
        return operation -> {
            if (operation == failing) {
                throw new StorageException("planned failure", true);
            }
        };
    }

    /** Holds calls until the test lets go; deaf to interrupts, like a call that hangs in the kernel. */
    final class Trap implements Hook, AutoCloseable {
        private static final int PREY_SECONDS = 120;

        private final Operation trapped;
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        Trap(Operation trapped) {
            this.trapped = trapped;
        }

        @Override
        public void before(Operation operation) {
            if (operation == trapped) {
                entered.countDown();
                awaitDeaf(open);
            }
        }

        /** Not deaf, and not forever: the call may never come. */
        void awaitPrey() {
            try {
                if (!entered.await(PREY_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError(
                            "call must be made: operation=" + trapped + ", waitedSeconds=" + PREY_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("call must be made: operation=" + trapped, e);
            }
        }

        void letGo() {
            open.countDown();
        }

        @Override
        public void close() {
            letGo();
        }

        private static void awaitDeaf(CountDownLatch latch) {
            boolean interrupted = false;
            while (true) {
                try {
                    latch.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
