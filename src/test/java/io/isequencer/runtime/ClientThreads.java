package io.isequencer.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for clients: virtual ones where the JDK has them, from 21 on, else ordinary ones.
 *
 * @param kind which they are, for the test's report
 */
record ClientThreads(ExecutorService executor, String kind) {
    static ClientThreads create() {
        try {
            Object virtual =
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return new ClientThreads((ExecutorService) virtual, "virtual threads");
        } catch (ReflectiveOperationException notYet) {
            return new ClientThreads(Executors.newCachedThreadPool(), "platform threads");
        }
    }

    /** Whether the calling thread is a virtual one. */
    static boolean inVirtualThread() {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        } catch (ReflectiveOperationException notYet) {
            return false;
        }
    }
}
