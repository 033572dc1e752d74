package io.isequencer.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import io.isequencer.core.Partition;

/**
 * Sets a field of a class in another file: its owner cannot keep what it promises of it.
 *
 * <p>But for the core: client, flusher and actualizer are three machines on one state, the partition's, as the
 * specification has it; each of their steps is one of its actions.
 */
final class WritesAnothersField extends DescribedPredicate<JavaFieldAccess> {
    WritesAnothersField() {
        super("a field of another file is set");
    }

    @Override
    public boolean test(JavaFieldAccess access) {
        return access.getAccessType() == AccessType.SET
                && !file(access.getOriginOwner()).equals(file(access.getTargetOwner()))
                && !access.getTargetOwner().isEquivalentTo(Partition.class);
    }

    /** Nested classes stand in the file of the outermost one. */
    private static String file(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
