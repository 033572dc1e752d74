package io.isequencer.judge;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/**
 * Makes fixed seeds others: {@code -Disequencer.properties.salt=N}, or {@code random}. Without it each build tries the
 * same samples.
 */
public final class Salt {
    private static final String PROPERTY = "isequencer.properties.salt";
    private static final long VALUE = read(System.getProperty(PROPERTY, "0"));

    private Salt() {}

    /** The option that repeats this build's samples. */
    public static String option() {
        return "-D" + PROPERTY + "=" + VALUE;
    }

    /** The same values in another order of chance. */
    public static <T> Arbitrary<T> of(Arbitrary<T> arbitrary) {
        return VALUE == 0 ? arbitrary : new Salted<>(arbitrary, VALUE);
    }

    static long read(String text) {
        return text.equals("random") ? new Random().nextLong() : Long.parseLong(text);
    }

    /** Draws from a generator of its own. */
    record Salted<T>(Arbitrary<T> arbitrary, long salt) implements Arbitrary<T> {
        @Override
        public RandomGenerator<T> generator(int genSize) {
            RandomGenerator<T> generator = arbitrary.generator(genSize);
            return random -> generate(generator, random);
        }

        @Override
        public EdgeCases<T> edgeCases(int maxEdgeCases) {
            return arbitrary.edgeCases(maxEdgeCases);
        }

        private Shrinkable<T> generate(RandomGenerator<T> generator, Random random) {
            return generator.next(new Random(random.nextLong() ^ salt));
        }
    }
}
