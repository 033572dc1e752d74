package io.isequencer.cli.output;

import io.isequencer.laboratory.ProjectHome;
import io.isequencer.rules.Rule;
import io.isequencer.timeline.TimelineHeader;
import io.isequencer.timeline.TimelinePage;
import java.nio.file.Path;

/** A timeline on disk, with the rules in words and links to the protocol's document. */
public final class TimelineOutput {
    private TimelineOutput() {}

    public static void write(OutputFile file, TimelinePage page, TimelineHeader header) {
        file.write(page.html(header.withRules(Rule.sentences()).withDocs(docs(file.path()))));
    }

    /** From the page to the document, as a link has it. */
    private static String docs(Path file) {
        Path home = ProjectHome.path().toAbsolutePath();
        Path from = file.toAbsolutePath().getParent();
        Path document = home.resolve("docs/protocol.md").normalize();
        return from.normalize().relativize(document).toString().replace('\\', '/');
    }
}
