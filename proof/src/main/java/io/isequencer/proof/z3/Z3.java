package io.isequencer.proof.z3;

import com.microsoft.z3.Context;
import com.microsoft.z3.Native;

/**
 * The solver z3, in this process: takes SMT-LIB text, as any solver does.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one per thread.
 * </ul>
 */
public final class Z3 implements AutoCloseable {
    private final Context context = new Context();

    /** Which z3 this is. */
    public static String version() {
        return Native.getFullVersion();
    }

    /** Runs commands after those that were run before; returns what they print. */
    public String run(String commands) {
        return Native.evalSmtlib2String(context.nCtx(), commands);
    }

    @Override
    public void close() {
        context.close();
    }
}
