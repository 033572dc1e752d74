package io.isequencer.architecture.violators.laboratory;

/** Breaks a rule on purpose. */
public final class OffersWhatNobodyCalls {
    private OffersWhatNobodyCalls() {}

    public static int unused() {
        return 0;
    }
}
