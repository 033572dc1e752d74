package io.isequencer.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.isequencer.architecture.violators.environment.AsksTheEnvironment;
import io.isequencer.testing.DefaultLocale;
import io.isequencer.testing.ProjectFiles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of the environment reaches a file, an id, a message or a verdict: every source, tests and adapters too. */
class EnvironmentTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .importPackages("io.isequencer")
            .that(not(resideInAPackage("io.isequencer.architecture.violators..")))
            // Asks for it, in order to put it back.
            .that(not(type(DefaultLocale.class)));

    private static String refusal;

    @Test
    void noClassAsksTheEnvironment() {
        assertTrue(OURS.size() > 500, "classes were found: " + OURS.size());
        assertDoesNotThrow(() -> HouseRule.NOTHING_OF_THE_ENVIRONMENT_DECIDES.rule.check(OURS));
    }

    @ParameterizedTest
    @MethodSource
    void theWayToAskIsFound(String method) {
        if (refusal == null) {
            JavaClasses violator = new ClassFileImporter().importClasses(AsksTheEnvironment.class);
            refusal = assertThrows(
                            AssertionError.class,
                            () -> HouseRule.NOTHING_OF_THE_ENVIRONMENT_DECIDES.rule.check(violator))
                    .getMessage();
        }
        assertTrue(refusal.contains("." + method + "("), () -> method + " goes unnoticed: " + refusal);
    }

    static Stream<String> theWayToAskIsFound() {
        return Stream.of(AsksTheEnvironment.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .sorted();
    }

    @Test
    void noSourceAsksTheEnvironment() {
        Map<String, String> files = ProjectFiles.text(EnvironmentTest::isSource);
        for (String language : List.of(".java", ".py", ".pl", ".pm", ".tcl", ".c", ".go", ".rs", ".mjs", ".js")) {
            assertTrue(files.keySet().stream().anyMatch(name -> name.endsWith(language)), language);
        }
        assertEquals(Map.of(), asked(files));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.java | String.format(Locale.ROOT, "a%n")
            a.java | System.getProperty("user.name")
            a.java | System.getProperty("line.separator")
            a.py   | open(path)
            a.py   | open(path, "w", newline="")
            a.py   | subprocess.run(command, text=True)
            a.py   | data.decode(locale.getpreferredencoding())
            a.pl   | use locale;
            a.pm   | use POSIX qw(setlocale);
            a.tcl  | set out [encoding system]
            a.tcl  | set file [open $path w]
            a.c    | setlocale(LC_ALL, "");
            a.go   | os.Hostname()
            a.go   | os.Getenv("LANG")
            a.rs   | env::var("LC_ALL")
            a.mjs  | n.toLocaleString()
            a.js   | a.localeCompare(b)
            a.js   | new Intl.NumberFormat()
            """)
    void theSourceThatAsksIsFound(String name, String text) {
        assertEquals(List.of(name), List.copyOf(asked(Map.of(name, text)).keySet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.java | footerHeading = "%nExamples:%n",
            a.java | String.format(Locale.ROOT, "%d new", 1)
            a.py   | open(path, encoding="utf-8")
            a.py   | open(path, "rb")
            a.py   | self._require_open()
            a.tcl  | fconfigure $channel -encoding utf-8
            a.js   | a.localeCompare(b, "en")
            a.js   | n.toLocaleString("en")
            """)
    void theSourceThatAnswersItselfIsLeftAlone(String name, String text) {
        assertEquals(Map.of(), asked(Map.of(name, text)));
    }

    private static boolean isSource(String name) {
        return !name.contains("/architecture/") && EnvironmentWords.reads(name);
    }

    private static Map<String, List<String>> asked(Map<String, String> files) {
        Map<String, List<String>> found = new TreeMap<>();
        files.forEach((name, text) -> {
            List<String> lines = EnvironmentWords.in(name, text);
            if (!lines.isEmpty()) {
                found.put(name, lines);
            }
        });
        return found;
    }
}
