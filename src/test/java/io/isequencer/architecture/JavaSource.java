package io.isequencer.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What is untidy in Java files. */
final class JavaSource extends SimpleJavaFileObject {
    private static final int MAX_FILE_LINES = 300;
    private static final int MAX_METHOD_LINES = 60;

    private final String text;

    private JavaSource(String name, String text) {
        super(URI.create("text:///" + name), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** @param files text by name */
    static List<String> untidy(Map<String, String> files) {
        List<String> found = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        files.forEach((name, text) -> {
            sources.add(new JavaSource(name, text));
            long lines = text.lines().count();
            if (lines > MAX_FILE_LINES) {
                found.add(name + ": a file must have <= " + MAX_FILE_LINES + " lines: lines=" + lines);
            }
            if (text.contains("@Disa" + "bled")) {
                found.add(name + ": a test must not be disabled");
            }
        });
        addLongMethods(sources, found);
        return found;
    }

    private static void addLongMethods(List<JavaSource> sources, List<String> found) {
        try {
            JavacTask task = (JavacTask)
                    ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of(), null, sources);
            LongMethods longMethods = new LongMethods(Trees.instance(task).getSourcePositions(), found);
            task.parse().forEach(unit -> longMethods.scan(unit, unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class LongMethods extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final List<String> found;

        LongMethods(SourcePositions positions, List<String> found) {
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            LineMap lineMap = unit.getLineMap();
            long first = lineMap.getLineNumber(positions.getStartPosition(unit, method));
            long lines = lineMap.getLineNumber(positions.getEndPosition(unit, method)) - first + 1;
            if (lines > MAX_METHOD_LINES) {
                String name = unit.getSourceFile().toUri().getPath().substring(1);
                found.add(name + ": a method must have <= " + MAX_METHOD_LINES + " lines: method=" + method.getName()
                        + ", lines=" + lines);
            }
            return super.visitMethod(method, unit);
        }
    }
}
