package io.isequencer.defects;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;

/**
 * Puts a call of {@link ChangedCode#runs} before each statement that a planted defect has changed, so that a check which
 * saw nothing can be told from one that never came there. What stands outside of any statement gets no call.
 */
final class ChangeMarker {
    private static final String IMPORT = " import " + ChangedCode.class.getName() + ";";
    private static final String CALL = ChangedCode.class.getSimpleName() + ".runs(); ";

    private final JavaCompiler compiler;
    private final Map<String, String> changes;

    /**
     * For one defect.
     *
     * @param changes what to find, and what was put there
     */
    ChangeMarker(JavaCompiler compiler, Map<String, String> changes) {
        this.compiler = compiler;
        this.changes = changes;
    }

    /** The planted source with the calls in it, on the lines of their statements. */
    String mark(String original, String planted) {
        StringBuilder marked = new StringBuilder(planted);
        Statements statements = new Statements(planted);
        TreeSet<Integer> places = new TreeSet<>();
        changedAt(original).forEach(at -> {
            int statement = statements.around(at);
            if (statement >= 0) {
                places.add(statement);
            }
        });
        places.descendingSet().forEach(at -> marked.insert(at, CALL));
        // On a line of its own it would move all others.
        marked.insert(statements.endOfPackage(), IMPORT);
        return marked.toString();
    }

    /** Where the planted source begins to differ, change by change. */
    private List<Integer> changedAt(String original) {
        return changes.entrySet().stream()
                .filter(change -> original.contains(change.getKey()))
                .map(change -> plantedOffset(original, original.indexOf(change.getKey()))
                        + firstDifference(change.getKey(), change.getValue()))
                .toList();
    }

    private int plantedOffset(String original, int offset) {
        int moved = offset;
        for (Map.Entry<String, String> other : changes.entrySet()) {
            int at = original.indexOf(other.getKey());
            if (at >= 0 && at < offset) {
                moved += other.getValue().length() - other.getKey().length();
            }
        }
        return moved;
    }

    private static int firstDifference(String find, String replace) {
        int at = 0;
        while (at < find.length() && at < replace.length() && find.charAt(at) == replace.charAt(at)) {
            at++;
        }
        return at;
    }

    /** The statements of a source. */
    private final class Statements extends TreeScanner<Void, Integer> {
        private final String text;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private int found;

        Statements(String text) {
            this.text = text;
            JavacTask task = (JavacTask) compiler.getTask(null, null, null, null, null, List.of(new Text(text)));
            try {
                unit = task.parse().iterator().next();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            positions = Trees.instance(task).getSourcePositions();
        }

        int endOfPackage() {
            return (int) positions.getEndPosition(unit, unit.getPackage());
        }

        /** Where the innermost statement of a block begins that holds the place or follows it; -1 if there is none. */
        int around(int place) {
            int at = place;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            found = -1;
            scan(unit, at);
            return found;
        }

        @Override
        public Void visitBlock(BlockTree block, Integer place) {
            choose(block.getStatements(), place);
            return super.visitBlock(block, place);
        }

        @Override
        public Void visitCase(CaseTree branch, Integer place) {
            if (branch.getStatements() != null) {
                choose(branch.getStatements(), place);
            }
            return super.visitCase(branch, place);
        }

        private void choose(List<? extends StatementTree> statements, int place) {
            for (StatementTree statement : statements) {
                int begin = (int) positions.getStartPosition(unit, statement);
                int end = (int) positions.getEndPosition(unit, statement);
                if (begin <= place && place < end && statement.getKind() != Tree.Kind.CLASS) {
                    found = begin;
                }
            }
        }
    }

    /** A source in memory. */
    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///Planted.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
