package io.isequencer.defects;

/**
 * Notes that the code which a defect changes was run: see {@link ChangeMarker}.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
public final class ChangedCode {
    private static volatile boolean ran;

    private ChangedCode() {}

    /** Called from where a defect has changed the code. */
    public static void runs() {
        ran = true;
    }

    static boolean hasRun() {
        return ran;
    }
}
