package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.simulation.defects.Defect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kill matrix in the documents: as Markdown, as a page, and as JSON to go on from.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link CliException} if a file cannot be read or written.
 * </ul>
 *
 * @param path without the suffix
 */
record MatrixFiles(Path path) {
    /** What the files hold of these defects; nothing if they are not there. */
    KillMatrix read(List<Column> columns, List<Defect> defects) {
        Path json = sibling(".json");
        try {
            return Files.exists(json)
                    ? MatrixJson.read(Files.readString(json), columns, defects)
                    : new KillMatrix(columns);
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "matrix must be readable: file=" + json, failure);
        }
    }

    /** Rows that lack an answer are in the JSON only. */
    void write(KillMatrix matrix, ExitCode verdict) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(sibling(".md"), MatrixText.markdown(matrix.complete()));
            Files.writeString(sibling(".html"), MatrixHtml.page(matrix.complete()));
            Files.writeString(sibling(".json"), MatrixJson.write(matrix, verdict) + "\n");
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "matrix must be writable: path=" + path, failure);
        }
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
