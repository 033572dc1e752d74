package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.simulate.DoctorCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    /** If this fails, the runs of all seeds have changed: on purpose, or because something is not deterministic. */
    @Test
    void theSameSeedsGiveTheSameRunsEverywhere() {
        assertEquals(DoctorCommand.EXPECTED_HASH, DoctorCommand.campaignHash());
    }

    @Test
    void findsThisMachineFit() {
        List<String> lines =
                Cli.run("doctor", "--seed", "77").requireExit(ExitCode.OK).lines();
        assertEquals("verdict   deterministic", lines.get(lines.size() - 1));
        assertTrue(lines.get(2).endsWith(", as everywhere"), lines.get(2));
    }
}
