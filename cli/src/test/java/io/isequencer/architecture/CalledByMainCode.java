package io.isequencer.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method that a class of the main code calls: what tests alone call belongs to them, and what nobody calls is
 * deleted.
 *
 * <p>Not asked of what is called without being named: what implements or overrides another method, what a library
 * finds by its annotation, the parts of a record, and the methods that each enum has.
 */
final class CalledByMainCode extends ArchCondition<JavaMethod> {
    CalledByMainCode() {
        super("be called by the main code");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean called = isCalledByAnother(method) || isCalledUnnamed(method);
        String message = method.getFullName() + (called ? " is called" : " is called by no main code");
        events.add(new SimpleConditionEvent(method, called, message));
    }

    /** A recursive call alone calls nothing. */
    private static boolean isCalledByAnother(JavaMethod method) {
        return method.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOrigin().equals(method));
    }

    private static boolean isCalledUnnamed(JavaMethod method) {
        return !method.getAnnotations().isEmpty()
                || overrides(method)
                || isPartOfRecord(method)
                || isOfEachEnum(method)
                || isMain(method);
    }

    private static boolean overrides(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(inherited -> inherited.getName().equals(method.getName())
                        && inherited.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }

    private static boolean isPartOfRecord(JavaMethod method) {
        Set<String> parts = method.getOwner().getFields().stream()
                .map(field -> field.getName())
                .collect(Collectors.toSet());
        return method.getOwner().isRecord()
                && method.getRawParameterTypes().isEmpty()
                && parts.contains(method.getName());
    }

    private static boolean isOfEachEnum(JavaMethod method) {
        return method.getOwner().isEnum() && Set.of("values", "valueOf").contains(method.getName());
    }

    private static boolean isMain(JavaMethod method) {
        return method.getName().equals("main");
    }
}
