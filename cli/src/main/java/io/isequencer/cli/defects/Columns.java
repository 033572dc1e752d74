package io.isequencer.cli.defects;

import io.isequencer.cli.KnownNames;
import io.isequencer.defects.DefectLab;
import io.isequencer.defects.DefectReport;
import io.isequencer.defects.matrix.Child;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.ExplorerColumn;
import io.isequencer.defects.matrix.LiveColumn;
import io.isequencer.defects.matrix.ModelColumn;
import io.isequencer.defects.matrix.SimulationColumn;
import io.isequencer.defects.matrix.TestColumn;
import io.isequencer.defects.matrix.Tests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All columns of the kill matrix, by name. */
final class Columns {
    static final String NAMES =
            "tlc, proof, explorer, simulation, properties, lincheck, unit, live, conformance, crash";

    /** All tests of a column, on a busy machine; a single one that hangs ends far earlier. */
    private static final int LIMIT_SECONDS = 1_200;

    private static final String SLOW_TAGS = "lincheck,soak,crash,corruption,tlc";

    private final Path home;
    private final int seeds;
    private final Consumer<DefectReport> capsules;
    private final DefectLab lab;
    private String testClassPath;

    Columns(Path home, int seeds, Consumer<DefectReport> capsules) {
        this.home = home;
        this.seeds = seeds;
        this.capsules = capsules;
        lab = new DefectLab(home, home.resolve("target/defects"));
    }

    List<Column> named(List<String> names) {
        List<String> all = List.of(NAMES.split(", "));
        List<Column> columns = new ArrayList<>();
        for (String name : names.contains("all") ? all : names) {
            columns.add(column(name));
        }
        return columns;
    }

    private Column column(String name) {
        return switch (name) {
            case "tlc" -> new ModelColumn(home);
            case "proof" -> new ProofColumn();
            case "explorer" -> new ExplorerColumn(home, lab, List.of("tiny", "late", "explicit", "small"));
            case "simulation" -> new SimulationColumn(lab, seeds, capsules);
            case "properties" ->
                tests(
                        name,
                        "properties that must hold for random input, by jqwik",
                        "nowhere",
                        "--classes",
                        ".*Properties",
                        "--without-tag",
                        SLOW_TAGS);
            case "lincheck" -> // Not the tests that plant races of their own.
                tests(
                        name,
                        "Lincheck: the runtime's threads, switched at every point in turn",
                        "no storage engine, no simulated device",
                        "--tag",
                        "lincheck",
                        "--classes",
                        ".*ModelTest");
            case "unit" ->
                tests(
                        name,
                        "unit tests of core, threads, storages, group commit and the judge of histories",
                        "no simulated device",
                        "--classes",
                        "io\\.isequencer\\.((api|core|spi|runtime|storage|oracle\\.history|recording)\\..*|cli\\.sequence\\.GroupCommit)Test",
                        "--without-tag",
                        SLOW_TAGS);
            case "live" -> new LiveColumn(lab);
            case "conformance" -> new ConformanceColumn(lab, this::child);
            case "crash" -> // Not the tests that plant defects of their own.
                tests(
                        name,
                        "crashes, lost writes and damaged files, over real storages",
                        "no simulated device",
                        "--tag",
                        "crash | corruption",
                        "--classes",
                        ".*CampaignTest");
            default -> throw KnownNames.unknown("column", "all or one of these", name, List.of(NAMES.split(", ")));
        };
    }

    private Column tests(String name, String words, String notApplicableWhen, String... selection) {
        return new TestColumn(name, words, notApplicableWhen, List.of(selection), lab, this::child);
    }

    private Child child() {
        return new Child(home, testClassPath(), home.resolve("target/defects/logs"), LIMIT_SECONDS);
    }

    private String testClassPath() {
        if (testClassPath == null) {
            testClassPath = Tests.classPath(home);
        }
        return testClassPath;
    }
}
