package io.isequencer.defects;

import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.spi.StepListener;

/** Is called inside a defect's class loader to replay a capsule. It speaks in strings, as {@link DefectProbe} does. */
public final class ReplayProbe {
    private ReplayProbe() {}

    /** Replays a capsule with the program of that class loader, see {@link #replay}. */
    public static String replayIn(ClassLoader loader, String capsule) throws ReflectiveOperationException {
        return (String) loader.loadClass(ReplayProbe.class.getName())
                .getMethod("replay", String.class)
                .invoke(null, capsule);
    }

    /** The property that a capsule breaks, or nothing; that only, if each of its moves was made as it says. */
    public static String replay(String capsule) {
        RunResult result = CapsuleJson.parse(capsule).replay(RunObserver.NONE, StepListener.NONE);
        String property = result.passed() ? "" : result.violation().property();
        boolean exact = result.passedOver().isEmpty() && result.replaced() == 0;
        return exact
                ? property
                : property + ", passed over: " + result.passedOver() + ", replaced: " + result.replaced();
    }
}
