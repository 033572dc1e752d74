package io.isequencer.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.defects.ReplayProbe;
import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.world.SimLog;
import io.isequencer.simulation.world.SimStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.testing.PlantedLoader;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.TestProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties see planted defects, and what they say then can be pasted. */
@Tag("slow")
class FailedSampleTest {
    private static final Path HOME = ProjectFiles.ROOT;
    private static final String PROPERTIES = ProtocolProperties.class.getName();

    @TempDir
    Path work;

    /** One that breaks a state, and one after which something never comes. */
    @ParameterizedTest
    @ValueSource(strings = {"R10-prune-without-comparing", "R12-no-signal-at-the-end"})
    void aFailedSampleReplaysTheDefectAndNothingElse(String id) throws IOException {
        DefectLab lab = new DefectLab(HOME, work);
        Defect defect = find(id);
        String said;
        try (PlantedLoader loader = new PlantedLoader(lab.compile(defect))) {
            String[] failure = loader.run(PROPERTIES);
            assertEquals(2, failure.length, "the defect was not found");
            said = failure[1];
        }
        assertTrue(said.contains("\nmvn -q test -Dtest=ProtocolProperties -Disequencer.properties.salt="), said);
        assertTrue(said.stripTrailing().endsWith("\n./isequencer replay failed-sample.json --trace"), said);
        String pasted = between(said, "cat > failed-sample.json <<'END'\n", "END\n");
        Capsule capsule = CapsuleJson.parse(pasted);
        assertTrue(capsule.size() <= 60, "shrunk to " + capsule.size());
        assertEquals(capsule.property(), lab.inside(defect, loader -> ReplayProbe.replayIn(loader, pasted)));
        assertTrue(capsule.replay(RunObserver.NONE, StepListener.NONE).passed(), "fails without the defect too");
    }

    @Test
    void aTestThatIsNotThereIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> TestProbe.run("io.isequencer.NoSuchTest"));
        assertThrows(IllegalArgumentException.class, () -> TestProbe.run(PROPERTIES + "#noSuchProperty"));
        assertThrows(IllegalArgumentException.class, () -> TestProbe.run(Walk.class.getName()));
    }

    @Test
    void theJudgeOfLogsRejectsWhatTheModelRejects() {
        Options options = new Options(1, 1, 1, 1, 1, 1, false, 500, Map.of());
        SimLog log = new SimLog();
        SimStorage storage = new SimStorage(options.keys());
        log.append(event(1, 1));
        log.append(event(2, 2));
        LogJudge.judge(options, log, storage);
        storage.writeCheckpoint(2);
        assertBroken("CheckpointSound", options, log, storage);
        storage.writeNumber(0, 1);
        LogJudge.judge(options, log, storage);
        log.append(event(3, 4));
        assertBroken("Dense", options, log, storage);
        log.loseTail(3);
        log.append(event(3, 2));
        assertBroken("Unique", options, log, storage);
    }

    private static LogEvent event(long plogOffset, long number) {
        return LogEvent.builder(plogOffset, Options.wsKind(), Options.wsId(0))
                .add(Options.seqId(0), number)
                .build();
    }

    private static void assertBroken(String property, Options options, SimLog log, SimStorage storage) {
        Violation violation = assertThrows(Violation.class, () -> LogJudge.judge(options, log, storage));
        assertEquals(property, violation.property());
    }

    private static Defect find(String id) throws IOException {
        List<Defect> defects = Defect.readAll(HOME.resolve("simulation/defects"));
        return defects.stream()
                .filter(defect -> defect.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
