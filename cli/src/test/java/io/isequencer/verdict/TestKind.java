package io.isequencer.verdict;

import org.junit.jupiter.api.Tag;

/** What a test class is a case of, by its tag, its package or its name; the first that fits. */
enum TestKind {
    TLC("specification, with TLC"),
    PROOF("proof, with a solver"),
    LINCHECK("interleavings, with Lincheck"),
    SOAK("real threads under load"),
    PROPERTIES("properties, with jqwik"),
    HOUSE_RULES("architecture and tidiness"),
    CRASHES("crashes of real processes"),
    COMMANDS("commands"),
    SIMULATION("simulation and planted defects"),
    ORACLE("oracle and adapters"),
    UNITS("units of the protocol and the storages");

    final String title;

    TestKind(String title) {
        this.title = title;
    }

    static TestKind of(String className, ClassLoader loader) {
        for (Tag tag : load(className, loader).getAnnotationsByType(Tag.class)) {
            switch (tag.value()) {
                case "tlc":
                    return TLC;
                case "lincheck":
                    return LINCHECK;
                case "soak":
                    return SOAK;
                default:
            }
        }
        if (className.endsWith("Properties")) {
            return PROPERTIES;
        }
        String[] parts = className.split("\\.");
        return switch (parts[2]) {
            case "architecture", "docs", "verdict" -> HOUSE_RULES;
            case "crash" -> CRASHES;
            case "cli" -> COMMANDS;
            case "simulation", "defects", "model", "timeline", "judge" -> SIMULATION;
            case "oracle" -> ORACLE;
            case "proof" -> PROOF;
            default -> UNITS;
        };
    }

    static Class<?> load(String className, ClassLoader loader) {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a test class must load: class=" + className, e);
        }
    }
}
