package io.isequencer.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles Java of a document: a whole file, or statements behind the imports that they need. Of statements, the note
 * {@code given} declares what they use; of a file, it is the source of a class that stands for one of the reader's.
 */
final class JavaBlock {
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record) (\\w+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");

    private JavaBlock() {}

    /** What the compiler has to say, if it is not content. */
    static Optional<String> errors(String text, String given, Path classes) throws IOException {
        List<Source> sources = new ArrayList<>();
        if (text.startsWith("package ")) {
            sources.add(new Source(text));
            if (!given.isEmpty()) {
                sources.add(new Source(text.substring(0, text.indexOf('\n') + 1) + imports(text) + given));
            }
        } else {
            sources.add(new Source(imports(text) + "class Statements {\n    void run(" + given
                    + ") throws Exception {\n" + IMPORT.matcher(text).replaceAll("") + "    }\n}\n"));
        }
        return compile(sources, classes);
    }

    private static String imports(String text) {
        StringBuilder imports = new StringBuilder();
        Matcher matcher = IMPORT.matcher(text);
        while (matcher.find()) {
            imports.append(matcher.group());
        }
        return imports.toString();
    }

    private static Optional<String> compile(List<Source> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            boolean done = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-Xlint:all", "-cp", classPath, "-d", classes.toString()),
                            null,
                            sources)
                    .call();
            return done && messages.toString().isEmpty() ? Optional.empty() : Optional.of(messages.toString());
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + typeOf(text) + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static String typeOf(String text) {
            Matcher type = TYPE.matcher(text);
            if (!type.find()) {
                throw new IllegalArgumentException("Java must declare a type: text=" + text);
            }
            return type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
