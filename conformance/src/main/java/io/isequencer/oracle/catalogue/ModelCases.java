package io.isequencer.oracle.catalogue;

import io.isequencer.laboratory.PackagedText;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Level 3: paths through the model, with their schedules. They are data that {@link io.isequencer.oracle.modelpaths.PathCases} once made of the explored
 * state graph, which takes too long for each start.
 *
 * <ul>
 *   <li><i>Source:</i> {@code ./isequencer vectors --from-model --cases FILE} writes it, and a test compares.
 * </ul>
 */
public final class ModelCases {
    /** Where they are kept, beside this class. */
    public static final String FILE = "model-cases.ndjson";

    private static final Pattern PATH = Pattern.compile(Case.MODEL_PREFIX + "path-(.+)-(\\d+)");

    private ModelCases() {}

    /** The id of a path by itself, which no file has. */
    public static String pathId(String config, long number) {
        return Case.MODEL_PREFIX + "path-" + config + "-" + number;
    }

    /** What plays a path again; empty for the id of a case. */
    public static Optional<String> pathOptions(String id) {
        Matcher matcher = PATH.matcher(id);
        return matcher.matches()
                ? Optional.of("--paths " + matcher.group(1) + " --path " + matcher.group(2))
                : Optional.empty();
    }

    /** The committed cases. */
    public static List<Case> committed() {
        return PackagedText.of(ModelCases.class, FILE)
                .lines()
                .map(CaseJson::read)
                .toList();
    }

    /** The cases as the file has them: one a line. */
    public static String text(List<Case> cases) {
        return cases.stream().map(it -> CaseJson.tree(it) + "\n").collect(Collectors.joining());
    }
}
