package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.KillMatrix;
import io.isequencer.defects.matrix.MatrixJson;
import io.isequencer.defects.matrix.MatrixText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kill matrix in the documents: as Markdown, and as JSON to continue from.
 *
 * @param path without the suffix
 * @param force whether pages may be replaced whose JSON is not there: those are not ours
 */
record MatrixFiles(Path path, boolean force) {
    /** What the files hold of these defects; nothing if they are not there. */
    KillMatrix read(List<Column> columns, List<Defect> defects) {
        Path json = sibling(".json");
        if (!Files.exists(json)) {
            for (String suffix : List.of(".md", ".json")) {
                OutputFile.of("out", sibling(suffix), force).check();
            }
            return new KillMatrix(columns);
        }
        try {
            return MatrixJson.read(Files.readString(json), columns, defects);
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "matrix must be readable: file=" + json, failure);
        }
    }

    /** Rows that lack an answer are in the JSON only. */
    void write(KillMatrix matrix, boolean passed) {
        update(".md", MatrixText.markdown(matrix.complete()));
        update(".json", MatrixJson.write(matrix, passed) + "\n");
    }

    /** Replaced without being asked: what was there has been read, and is part of the new one. */
    private void update(String suffix, String text) {
        OutputFile.of("out", sibling(suffix), true).write(text);
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
