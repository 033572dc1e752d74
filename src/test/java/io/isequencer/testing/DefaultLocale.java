package io.isequencer.testing;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Runs code under another default locale of this JVM.
 *
 * <ul>
 *   <li><i>Threading:</i> one at a time; the tests of a JVM run one after the other.
 * </ul>
 */
public final class DefaultLocale {
    private DefaultLocale() {}

    /** @param tag as in {@code ar-EG} */
    public static <T> T in(String tag, Callable<T> code) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            return code.call();
        } finally {
            Locale.setDefault(before);
        }
    }
}
