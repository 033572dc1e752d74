package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.isequencer.conformance.Toolchains;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each block of each document can be run, compiled or read, or says why not. */
@Tag("slow")
class DocumentBlocksTest {
    @TempDir
    private Path temp;

    @TestFactory
    Stream<DynamicTest> whatTheDocumentsShow() throws IOException {
        List<List<FencedBlock>> documents = new ArrayList<>();
        ProjectFiles.text(name -> name.endsWith(".md"))
                .forEach((name, text) -> documents.add(FencedBlock.of(name, text)));
        Set<List<FencedBlock>> tried = Set.copyOf(Sample.oneIn(
                3,
                documents.stream()
                        .filter(blocks -> blocks.stream().anyMatch(FencedBlock::isTried))
                        .toList()));
        List<DynamicTest> tests = new ArrayList<>();
        for (List<FencedBlock> blocks : documents) {
            BlockCheck check = new BlockCheck(Files.createTempDirectory(temp, "reader"));
            for (FencedBlock block : blocks) {
                if (block.isTried() && !tried.contains(blocks)) {
                    continue;
                }
                tests.add(dynamicTest(block.toString(), () -> {
                    requireTools(block);
                    assertEquals(Optional.empty(), check.problem(block), block::text);
                }));
            }
        }
        assertTrue(tests.size() >= 60, "blocks were found: " + tests.size());
        return tests.stream();
    }

    private static void requireTools(FencedBlock block) {
        if (Collections.disjoint(block.notes().keySet(), List.of("checked by", "not run", "only shown"))) {
            String commands = (block.language().equals("python") ? "python3 " : "") + block.text() + block.notes();
            Stream.of("python3", "jq")
                    .filter(tool -> commands.contains(tool + " "))
                    .forEach(tool -> Toolchains.require(tool, block.toString()));
        }
    }

    @Test
    void whatIsWrongWithABlockIsSeen() throws IOException, InterruptedException {
        assertProblem("a block must name its language", "```\n{}\n```\n");
        assertProblem("no test knows what to do with this language: yaml", "```yaml\na: b\n```\n");
        assertProblem("text must say what it is", "```text\na\n```\n");
        assertProblem(
                "a block with commands must be sh", "<!-- only shown: a -->\n```text\n./isequencer explain R7\n```\n");
        assertProblem("Unexpected", "```json\n{\"a\":1}\n{]\n```\n");
        assertProblem("JSON must have a value", "```json\n```\n");
        assertProblem("SyntaxError", "```python\nimport\n```\n");
        assertProblem(
                "required property",
                "<!-- schema: conformance/schemas/vectors.schema.json -->\n```json\n{\"schema\":\"x\"}\n```\n");
        assertProblem("cannot find symbol", "```java\nint a = b;\n```\n");
        assertProblem("cannot find symbol", "```java\npackage com.example;\nclass A extends B {}\n```\n");
        assertProblem("[rawtypes]", "<!-- given: java.util.List a -->\n```java\na.clear();\n```\n");
    }

    @Test
    void commandsThatFailAreSeen() throws IOException, InterruptedException {
        assertProblem("exitCode=64", "```sh\n./isequencer explian R7\n```\n");
        assertProblem("exitCode=1", "```sh\nfalse\ntrue\n```\n");
        assertProblem("exitCode=1", "```sh\nfalse | true\n```\n");
        assertProblem("exit code must be 3: exitCode=0", "<!-- exits: 3 -->\n```sh\ntrue\n```\n");
        assertProblem("no test runs mvn", "```sh\nmvn verify\n```\n");
        assertProblem("exitCode=1", "<!-- input of: grep b -->\n```text\na\n```\n");
    }

    @Test
    void outputIsCompared() throws IOException, InterruptedException {
        String three = "<!-- output of: printf 'one 1\\ntwo 2 s\\nthree 3\\n' -->\n";
        assertRight(three + "```text\none 1\ntwo 4 s\nthree 3\n```\n");
        assertRight(three + "```text\ntwo 2.5 s\n```\n");
        assertRight(three + "```text\none …\n…\nthree 3\n```\n");
        assertProblem("the output is:\none 1", three + "```text\none 2\n```\n");
        assertProblem("the output is:", three + "```text\none 1\nthree 3\n```\n");
        assertProblem("the output is:", three + "```text\nne 1\n```\n");
    }

    /** The storage calls of one thread come anywhere among the messages of another. */
    @Test
    void messagesOfAnotherThreadMayComeBetween() throws IOException, InterruptedException {
        String four =
                "<!-- output of: printf '  > {\"id\":1}\\n  < {\"id\":7,\"op\":\"a\"}\\n  < {\"re\":1}\\nend\\n' -->\n";
        assertRight(four + "```text\n  > {\"id\":3}\n  < {\"re\":3}\nend\n```\n");
        assertRight(four + "```text\n  > {\"id\":3}\n  < {\"id\":4,\"op\":\"a\"}\nend\n```\n");
        assertProblem("the output is:", four + "```text\n  < {\"re\":3}\n  > {\"id\":3}\nend\n```\n");
        assertProblem("the output is:", four + "```text\n  > {\"id\":3}\n  < {\"id\":4,\"op\":\"b\"}\nend\n```\n");
    }

    @Test
    void notesThatAreNotTrueAreSeen() throws IOException, InterruptedException {
        String run = "```sh\n./isequencer explain R7\n```\n";
        assertProblem("test must exist once: test=NoTest", "<!-- checked by: NoTest -->\n" + run);
        assertProblem("test must read the document: test=BomTest", "<!-- checked by: BomTest -->\n" + run);
        assertProblem("needs no further note", "<!-- checked by: ReadmeTest -->\n<!-- exits: 1 -->\n" + run);
        assertProblem("must say why", "<!-- not run: long -->\n" + run);
        assertProblem("test must exist once: test=NoTest", "<!-- not run: NoTest runs this for hours -->\n" + run);
        assertProblem("syntax error", "<!-- not run: it takes far too long -->\n```sh\nif\n```\n");
        assertProblem("only commands", "<!-- not run: it takes far too long -->\n```json\n{}\n```\n");
        assertThrows(
                IllegalStateException.class,
                () -> problem("<!-- smaller: simulate --seeds 1..2 -->\n" + run),
                "what is made smaller must be in the block");
        assertThrows(IllegalStateException.class, () -> problem("<!-- before: false -->\n" + run));
        for (String stale : List.of(
                "<!-- exits: 1 -->\n\n" + run,
                "<!-- exits: 1 -->\n",
                "<!-- exit: 1 -->\n" + run,
                "<!-- exits: 1 -->\n<!-- exits: 1 -->\n" + run,
                "```sh\n")) {
            assertThrows(IllegalArgumentException.class, () -> FencedBlock.of("a.md", stale), stale);
        }
    }

    @Test
    void whatIsRightIsDone() throws IOException, InterruptedException {
        assertRight("```sh\n./isequencer explain R7 | grep -q R7\n```\n");
        assertRight("<!-- smaller: simulate --seeds 1..2 -->\n```sh\n./isequencer simulate\n```\n");
        assertRight("<!-- before: echo 1 > a -->\n<!-- exits: 1 -->\n```sh\ngrep -q 2 a\n```\n");
        assertRight("  ```sh\n  cat <<'E' | grep -q '^a'\n  a\n  E\n  ```\n");
        assertRight("<!-- given: int b -->\n```java\nimport java.util.List;\n\nvar a = List.of(b);\n```\n");
        assertRight("<!-- given: class B {} -->\n```java\npackage com.example;\n\nclass A extends B {}\n```\n");
        assertRight("<!-- input of: grep b -->\n```json\n{\"b\": 1}\n```\n");
        assertRight("```json\n{\"b\": 1}\n[]\n```\n");
    }

    private void assertRight(String page) throws IOException, InterruptedException {
        assertEquals(Optional.empty(), problem(page), page);
    }

    private void assertProblem(String expected, String page) throws IOException, InterruptedException {
        String problem = problem(page).orElse("none");
        assertTrue(problem.contains(expected), () -> page + problem);
    }

    private Optional<String> problem(String page) throws IOException, InterruptedException {
        List<FencedBlock> blocks = FencedBlock.of("page.md", "Text\n" + page);
        assertEquals(1, blocks.size(), page);
        return new BlockCheck(Files.createTempDirectory(temp, "page")).problem(blocks.get(0));
    }
}
