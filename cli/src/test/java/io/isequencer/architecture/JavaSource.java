package io.isequencer.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is untidy in Java files. */
final class JavaSource {
    private JavaSource() {}

    /** @param files text by name */
    static List<String> untidy(Map<String, String> files) {
        List<String> found = new ArrayList<>();
        files.forEach((name, text) -> {
            if (text.contains("@Disa" + "bled")) {
                found.add(name + ": a test must not be disabled");
            }
        });
        return found;
    }
}
