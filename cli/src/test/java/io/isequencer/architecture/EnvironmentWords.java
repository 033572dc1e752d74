package io.isequencer.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The words by which a source asks the environment for its locale, encoding, line ends, user or host, by language. The
 * calls of Java are found in its classes, see {@link EnvironmentAccess}: here are its constants.
 */
final class EnvironmentWords {
    private static final Map<String, Pattern> BY_ENDING = new LinkedHashMap<>();

    static {
        // Headings of the help are formatted by picocli, which has its own idea of a line.
        put("^(?!.*[hH]eading).*%n|\"(?:user\\.name|line\\.separator|file\\.encoding)\"", ".java");
        put(
                "(?<![\\w.])open\\((?!.*encoding=)(?!.*\"[rwax+]*b)|text=True(?!.*encoding=)"
                        + "|getpreferredencoding|setlocale|gethostname|getuser",
                ".py");
        put("use locale|setlocale|:locale|hostname|getpwuid", ".pl", ".pm");
        put("encoding system|\\[open |msgcat|info hostname", ".tcl");
        put("setlocale|gethostname|getlogin|getpwuid|localtime", ".c", ".h");
        put("os\\.Hostname|Getenv\\(\"(?:LC_|LANG|TZ)|time\\.Local\\b|user\\.Current", ".go");
        put("var(?:_os)?\\(\"(?:LC_|LANG|TZ)", ".rs");
        put(
                "toLocale\\w*\\((?!\"en\")|\\bIntl\\.|localeCompare\\((?!.*\"en\")|os\\.(?:hostname|userInfo)",
                ".js",
                ".mjs");
    }

    private EnvironmentWords() {}

    /** Whether a file of this name is in one of the languages. */
    static boolean reads(String name) {
        return BY_ENDING.keySet().stream().anyMatch(name::endsWith);
    }

    /** The lines that ask. */
    static List<String> in(String name, String text) {
        return BY_ENDING.entrySet().stream()
                .filter(language -> name.endsWith(language.getKey()))
                .flatMap(language -> text.lines()
                        .filter(line -> language.getValue().matcher(line).find()))
                .toList();
    }

    private static void put(String words, String... endings) {
        for (String ending : endings) {
            BY_ENDING.put(ending, Pattern.compile(words));
        }
    }
}
