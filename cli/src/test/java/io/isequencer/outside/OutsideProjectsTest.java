package io.isequencer.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.oracle.contract.SequencerContract;
import io.isequencer.proof.relation.Relation;
import io.isequencer.storage.contract.SequenceStorageContract;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.timeline.TimelinePage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that know the artifacts alone: what users do with them works, and brings what the documents say. */
@Tag("slow")
class OutsideProjectsTest {
    private static final int PATIENCE_MINUTES = 15;

    @TempDir
    private static Path shared;

    private static Path repository;

    @TempDir
    private Path temp;

    /** How a program ended. */
    private record Ended(int exit, String output) {}

    @BeforeAll
    static void fillRepository() throws IOException, URISyntaxException {
        repository = FileRepository.in(shared.resolve("repository"))
                .withParent()
                .with("isequencer", "src", Sequencer.class)
                .with("isequencer-storage", "storage", PartitionDirectory.class)
                .with("isequencer-testkit", "testkit", SequenceStorageContract.class)
                .with("isequencer-proof", "proof", Relation.class)
                .with("isequencer-simulation", "simulation", TimelinePage.class)
                .with("isequencer-oracle", "conformance", SequencerContract.class)
                .root();
    }

    @Test
    void aProjectEmbedsTheLibraryInAFewLines() throws IOException, InterruptedException {
        Path project = project("embedder");
        Path libraries = temp.resolve("libraries.txt");
        maven(project, 0, "compile", "dependency:build-classpath", "-Dmdep.outputFile=" + libraries);
        String path = project.resolve("target/classes") + File.pathSeparator + Files.readString(libraries);
        List<String> onClassPath = List.of("-cp", path, "com.example.Embedder");
        List<String> onModulePath = List.of("-p", path, "-m", "com.example.embedder/com.example.Embedder");
        String data = temp.resolve("data").toString();
        assertEquals("a is 1\nb is 2\n", embedder(onClassPath, data, "a", "b"));
        assertEquals("c is 3\n", embedder(onModulePath, data, "c"));
    }

    @Test
    void theDocumentsShowWhatTheArtifactsBring() throws IOException, InterruptedException {
        String document = ProjectFiles.read("docs/embedding.md");
        assertTrue(document.contains("```text\n" + tree("embedder") + "```\n"), () -> treeOrEmpty("embedder"));
        assertTrue(document.contains("```text\n" + tree("engine") + "```\n"), () -> treeOrEmpty("engine"));
    }

    @Test
    void aStorageOfOnesOwnIsTestedByTheContract() throws IOException, InterruptedException {
        Path project = project("engine");
        Ended passed = maven(project, 0, "test");
        assertTrue(passed.output().contains("Tests run: 19, Failures: 0, Errors: 0, Skipped: 0"), passed::output);
    }

    @Tag("thorough")
    @Test
    void aWrongStorageOfOnesOwnIsRefused() throws IOException, InterruptedException {
        Path project = project("engine");
        Path storage = project.resolve("src/main/java/com/example/MapStorage.java");
        String source = Files.readString(storage);
        Files.writeString(storage, source.replace("Math::max", "(before, now) -> now"));
        Ended refused = maven(project, 1, "test");
        assertTrue(refused.output().contains("E4 A write never lowers a number"), refused::output);
    }

    @Tag("thorough")
    @Test
    void aSequencerInJavaIsJudgedInItsTests() throws IOException, InterruptedException {
        Ended passed = maven(project("judged"), 0, "test", "-Disequencer.case=L0-drain-*");
        assertTrue(passed.output().contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0"), passed::output);
    }

    @Test
    void theDocumentsShowTheProjectsAsTheyAre() {
        String embedding = ProjectFiles.read("docs/embedding.md");
        String testkit = ProjectFiles.read("docs/testkit.md");
        assertShown(embedding, "embedder/src/main/java/com/example/Embedder.java");
        String dependency = embedding.substring(embedding.indexOf("```xml\n") + 7);
        dependency = dependency.substring(0, dependency.indexOf("```")).replaceAll("(?m)^(?=<| )", "  ");
        assertTrue(ProjectFiles.read("cli/src/test/outside/embedder/pom.xml").contains("\n" + dependency), dependency);
        assertShown(testkit, "engine/src/test/java/com/example/MapStorageTest.java");
        assertShown(
                ProjectFiles.read("conformance/README.md"), "judged/src/test/java/com/example/MySequencerTest.java");
    }

    private static void assertShown(String document, String file) {
        String source = ProjectFiles.read("cli/src/test/outside/" + file);
        assertTrue(document.contains("```java\n" + source + "```\n"), file);
    }

    private String embedder(List<String> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(temp.resolve("stderr.txt").toFile());
        Ended ended = run(builder);
        assertEquals(0, ended.exit(), () -> ended + read(temp.resolve("stderr.txt")));
        return ended.output();
    }

    private String treeOrEmpty(String name) {
        try {
            return tree(name);
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    /** What users inherit: not what is for the tests. */
    private String tree(String name) throws IOException, InterruptedException {
        Path project = project(name);
        Path file = temp.resolve(name + "-tree.txt");
        maven(project, 0, "dependency:tree", "-DoutputFile=" + file, "-Dscope=runtime");
        return Files.readString(file);
    }

    private Path project(String name) throws IOException {
        Path from = ProjectFiles.ROOT.resolve("cli/src/test/outside").resolve(name);
        Path to = Files.createTempDirectory(temp, name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return to;
    }

    private static Ended maven(Path project, int exit, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
        builder.environment().put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        builder.redirectErrorStream(true);
        Ended ended = run(builder);
        assertEquals(exit, ended.exit(), ended::output);
        return ended;
    }

    private static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n", "", "\n"));
        assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it ends");
        return new Ended(process.exitValue(), output);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
