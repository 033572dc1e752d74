package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of the bundled adapters is what {@code adapters.json} and {@code defects.json} say. */
class AdapterDocumentsTest {
    private static final String GUIDE = "conformance/README.md";

    static List<BundledAdapter> adapters() {
        return BundledAdapter.all();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterIsShort(BundledAdapter adapter) {
        String name = adapter.directory() + "/" + adapter.adapter();
        long lines = ProjectFiles.read(name).lines().count();
        assertTrue(lines > 50 && lines < 100, name + " must have less than 100 lines: lines=" + lines);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void itsReadmeSaysHowToBuildAndRunIt(BundledAdapter adapter) {
        String readme = ProjectFiles.read(adapter.directory() + "/README.md");
        assertTrue(readme.contains(adapter.build() + "\n"), adapter.build());
        assertTrue(readme.contains("\n./isequencer oracle check -- " + adapter.run() + "\n"), adapter.run());
        assertTrue(readme.contains(adapter.needs() + ", nothing else."), adapter.needs());
    }

    @Test
    void fiveLanguagesAndMoreAreThere() {
        Set<String> languages =
                adapters().stream().map(BundledAdapter::language).collect(Collectors.toSet());
        assertTrue(languages.containsAll(Set.of("Go", "Rust", "Python", "JavaScript", "C")), languages.toString());
    }

    @Test
    void theGuideHasTheWholeAdapter() {
        String adapter = ProjectFiles.read("conformance/adapters/python/adapter.py");
        assertTrue(ProjectFiles.read(GUIDE).contains("```python\n" + adapter + "```\n"), "as the file has it");
    }

    @Test
    void theGuideListsTheAdapters() {
        assertEquals(
                table(
                        "| language | adapter | how | needs |",
                        adapters(),
                        adapter -> "| [" + adapter.language() + "](adapters/" + adapter.id() + "/README.md) | ["
                                + adapter.adapter() + "](adapters/" + adapter.id() + "/" + adapter.adapter() + ") | "
                                + adapter.how() + " | " + adapter.needs() + " |"),
                section("adapters"));
    }

    @Test
    void theGuideListsTheDefects() {
        assertEquals(
                table(
                        "| variant | what is broken | the oracle says | in |",
                        PlantedVariant.all().defects(),
                        variant -> "| `" + variant.id() + "` | " + variant.broken() + " | FAIL " + variant.rule()
                                + " | `" + variant.cases() + "` |"),
                section("defects"));
        assertEquals(
                table(
                        "| variant | what is different | the oracle says |",
                        PlantedVariant.all().allowed(),
                        variant -> "| `" + variant.id() + "` | " + variant.differs() + " | PASS |"),
                section("allowed"));
    }

    @Test
    void defectsAreNamedAfterTheirRules() {
        Set<String> wrong = new TreeSet<>();
        for (PlantedVariant variant : PlantedVariant.all().defects()) {
            if (!variant.id().startsWith(variant.rule() + "-")) {
                wrong.add(variant.id());
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private static <T> String table(String head, List<T> rows, Function<T, String> row) {
        long columns = head.chars().filter(c -> c == '|').count() - 1;
        return head + "\n|" + "---|".repeat((int) columns) + "\n"
                + rows.stream().map(entry -> row.apply(entry) + "\n").collect(Collectors.joining());
    }

    private static String section(String name) {
        String text = ProjectFiles.read(GUIDE);
        String begin = "<!-- " + name + " -->\n";
        int from = text.indexOf(begin);
        assertTrue(from >= 0, "the section is there: " + name);
        return text.substring(from + begin.length(), text.indexOf("<!-- /" + name + " -->"));
    }
}
