package io.isequencer.cli.simulate;

import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.TimelineOutput;
import io.isequencer.simulation.render.Framer;
import io.isequencer.simulation.render.RelationJudge;
import io.isequencer.simulation.render.RunHeader;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.timeline.TimelinePage;
import java.nio.file.Path;

/** A run's timeline on disk. */
final class TimelineFile {
    private static final String NOTE = "This run is 1-minimal: without any one of its moves it does not fail.";

    private TimelineFile() {}

    /** Replays a 1-minimal capsule into a page. */
    static void writeShrunk(OutputFile file, Capsule capsule, Path capsuleFile) {
        TimelinePage page = new TimelinePage();
        Framer framer = new Framer(page);
        RunResult result = capsule.replay(framer, framer, RelationJudge.of(capsule));
        TimelineOutput.write(
                file, page, RunHeader.of(result, replayCommand(capsuleFile)).withNote(NOTE));
    }

    static String replayCommand(Path capsuleFile) {
        return "./isequencer replay --trace " + capsuleFile;
    }
}
