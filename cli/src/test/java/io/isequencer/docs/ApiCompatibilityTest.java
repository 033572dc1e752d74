package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.docs.ApiChange.Difference;
import io.isequencer.docs.ApiChange.Version;
import io.isequencer.testing.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A version changes no more of the API than docs/versioning.md lets it. Each run leaves what it compared in {@code
 * cli/target}: a release copies it to docs/api.
 */
class ApiCompatibilityTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>isequencer-parent</artifactId>\\s*<version>(.*?)<");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"isequencer, src", "isequencer-storage, storage"})
    void theApiChangesNoMoreThanTheVersionAllows(String artifact, String module) throws IOException {
        Path now = ApiStubs.of(
                ProjectFiles.ROOT.resolve(module + "/target/classes"),
                ProjectFiles.ROOT.resolve("cli/target/" + artifact + "-api.jar"));
        Matcher version = VERSION.matcher(ProjectFiles.read("pom.xml"));
        assertTrue(version.find());
        Difference difference =
                ApiChange.between(ProjectFiles.ROOT.resolve("docs/api/" + artifact + "-api.jar"), now, classPath());
        Version promised = Version.of(ProjectFiles.read("docs/api/VERSION").strip());
        ApiChange allowed = ApiChange.allowed(promised, Version.of(version.group(1)));
        assertTrue(
                difference.change().compareTo(allowed) <= 0,
                () -> "from " + promised + " on, " + version.group(1) + " may change: " + allowed + ", see"
                        + " docs/versioning.md; changed: " + difference.classes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void a() {}                    | void a() { b(); } private void b() {} | NONE",
                "void a() {}                    | void a() {} void c() {} int d;        | NONE",
                "public void a() {}             | public void a() {} public void b() {} | COMPATIBLE",
                "public void a() {}             | public void a() {} public static class B {} | COMPATIBLE",
                "public interface B {}          | public interface B { default void c() {} } | COMPATIBLE",
                "public interface B {}          | public interface B { void c(); }      | INCOMPATIBLE",
                "public void a() {}             | void a() {}                           | INCOMPATIBLE",
                "public int a() { return 1; }   | public long a() { return 1; }         | INCOMPATIBLE",
                "protected void a(int b) {}     | protected void a(long b) {}           | INCOMPATIBLE",
                "public void a() {}             | public void a() throws java.io.IOException {} | INCOMPATIBLE",
                "public static final int B = 1; | static final int B = 1;               | INCOMPATIBLE",
                "public static class B {}       | public static final class B {}        | INCOMPATIBLE",
            })
    void whatChangesIsSeen(String older, String newer, ApiChange expected) throws IOException {
        Difference difference = ApiChange.between(compiled("older", older), compiled("newer", newer), List.of());
        assertEquals(expected, difference.change(), difference::toString);
        assertEquals(expected == ApiChange.NONE, difference.classes().isEmpty(), difference::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.0, 0.1.0-SNAPSHOT, COMPATIBLE",
        "0.1.0, 0.1.0, NONE",
        "0.1.0, 0.1.1-SNAPSHOT, NONE",
        "0.1.0, 0.2.0-SNAPSHOT, INCOMPATIBLE",
        "0.9.0, 1.0.0-SNAPSHOT, INCOMPATIBLE",
        "1.0.0, 1.0.1, NONE",
        "1.0.9, 1.1.0, COMPATIBLE",
        "1.9.0, 2.0.0, INCOMPATIBLE",
    })
    void whatAVersionAllowsIsInTheTable(String promised, String now, ApiChange allowed) {
        assertEquals(allowed, ApiChange.allowed(Version.of(promised), Version.of(now)));
    }

    @Test
    void aVersionDoesNotGoBack() {
        for (String now : List.of("0.9.9", "1.1.9", "1.2.2")) {
            assertThrows(
                    IllegalArgumentException.class, () -> ApiChange.allowed(Version.of("1.2.3"), Version.of(now)), now);
        }
        assertThrows(IllegalArgumentException.class, () -> Version.of("1.2"));
    }

    @Test
    void theSameClassesMakeTheSameBytes() throws IOException {
        Path classes = ProjectFiles.ROOT.resolve("src/target/classes");
        assertArrayEquals(
                Files.readAllBytes(ApiStubs.of(classes, temp.resolve("one.jar"))),
                Files.readAllBytes(ApiStubs.of(classes, temp.resolve("two.jar"))));
    }

    private Path compiled(String name, String members) throws IOException {
        Path classes = Files.createDirectories(temp.resolve(name));
        Path source = Files.writeString(
                temp.resolve(name + "/A.java"), "package com.example; public abstract class A { " + members + " }");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertEquals(0, exit, members);
        return ApiStubs.of(classes, temp.resolve(name + ".jar"));
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator));
    }
}
