package io.isequencer.judge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A property that tries the same samples in each build; {@link Salt} makes them others.
 *
 * <p>Many samples: {@code mvn -q test -Dtest='*Properties' -Djqwik.tries.default=100000
 * -Disequencer.properties.salt=random}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property(seed = "20261122", shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
public @interface SeededProperty {}
