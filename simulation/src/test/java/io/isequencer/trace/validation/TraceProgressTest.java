package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceProgressTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"'',7", "'TLC2',7", "'TLC2|',7", "'TLC2|8|',7", "'TLC2|8|9',8", "'TLC2|8|9|1',9", "'TLC2|8|9|10|x',10"})
    void whatTlcHasPrintedSoFarIsRead(String output, int fitting) throws IOException {
        Path file = Files.writeString(temp.resolve("out.txt"), output.replace('|', '\n'));
        assertEquals(fitting, TraceValidator.fittingSoFar(file, 7));
    }

    @Test
    void ofALongOutputTheEndIsRead() throws IOException {
        String lines =
                IntStream.rangeClosed(1, 20_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        Path file = Files.writeString(temp.resolve("out.txt"), lines);
        assertEquals(19_999, TraceValidator.fittingSoFar(file, 0));
    }

    @Test
    void withoutOutputNothingHasFitted() {
        assertEquals(7, TraceValidator.fittingSoFar(temp.resolve("none"), 7));
    }
}
