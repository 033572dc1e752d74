package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever imports the versions gets those of each module that a program or its tests may depend on. */
class BomTest {
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(isequencer[a-z-]*)</artifactId>");

    /** What nobody depends on: programs, and what only this build uses. */
    private static final Set<String> NOT_FOR_OTHERS = Set.of(
            "isequencer-parent",
            "isequencer-bom",
            "isequencer-fixtures",
            "isequencer-benchmarks",
            "isequencer-simulation",
            "isequencer-cassandra-server",
            "isequencer-cli");

    @Test
    void theBomListsWhatOthersMayDependOn() {
        Set<String> expected = new TreeSet<>();
        ProjectFiles.text(name -> name.endsWith("pom.xml")).forEach((name, text) -> expected.addAll(artifacts(text)));
        assertTrue(expected.containsAll(NOT_FOR_OTHERS), expected::toString);
        expected.removeAll(NOT_FOR_OTHERS);

        Set<String> listed = artifacts(ProjectFiles.read("bom/pom.xml"));
        listed.removeAll(Set.of("isequencer-parent", "isequencer-bom"));

        assertEquals(expected, listed);
    }

    /** A name that comes from the name of a file would change with it. */
    @Test
    void eachOfThemIsAModuleWithANameOfItsOwn() {
        Set<String> nameless = new TreeSet<>();
        for (String module : ProjectFiles.MODULES) {
            String pom = ProjectFiles.read(module + "/pom.xml");
            Matcher own = ARTIFACT.matcher(pom.substring(pom.indexOf("</parent>")));
            assertTrue(own.find(), module);
            boolean isNamed = pom.contains("<Automatic-Module-Name>io.isequencer")
                    || ProjectFiles.sourceRoots().stream()
                            .filter(root -> root.startsWith(module + "/"))
                            .anyMatch(root -> ProjectFiles.exists(root + "/module-info.java"));
            if (!isNamed) {
                nameless.add(own.group(1));
            }
        }
        assertTrue(nameless.containsAll(Set.of("isequencer-cli", "isequencer-simulation")), nameless::toString);
        nameless.removeAll(NOT_FOR_OTHERS);
        assertEquals(Set.of(), nameless);
    }

    private static Set<String> artifacts(String pom) {
        return ARTIFACT.matcher(pom)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
