package io.isequencer.storage.faulty;

/**
 * Decides what goes wrong. A seed, a script or a capsule stands behind it; the wrappers know of none.
 *
 * <ul>
 *   <li><i>Threading:</i> a wrapper asks once per call, one call at a time; two wrappers may ask at once.
 *   <li><i>Errors:</i> a fault that does not {@link FaultKind#fits fit} the operation is refused by the wrapper with
 *       {@link IllegalArgumentException}: the plan is wrong.
 * </ul>
 */
@FunctionalInterface
public interface FaultPlan {
    /** Nothing goes wrong. */
    FaultPlan NONE = call -> Fault.NONE;

    Fault decide(FaultCall call);

    /**
     * How many of the late effects land before the call, the oldest first.
     *
     * @param waiting how many there are
     */
    default int landBefore(FaultCall call, int waiting) {
        return 0;
    }
}
