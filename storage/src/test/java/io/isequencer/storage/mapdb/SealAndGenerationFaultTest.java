package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The file system fails or dies at each of the calls by which seals and generations are made. */
@Tag("slow")
class SealAndGenerationFaultTest extends NumbersStoreFixture {
    private static final int LAST = 4;

    @Test
    void theCallsComeInTheOrderThatACrashNeeds() {
        TestDisk disk = new TestDisk();
        run(disk, directory);
        String generation = "000000000001.numbers";
        assertEquals(
                List.of(
                        "createDirectory numbers.generations",
                        "delete " + generation + ".new",
                        "write " + generation + ".new",
                        "rename " + generation,
                        "syncDirectory numbers.generations",
                        "syncDirectory numbers.generations"),
                disk.calls
                        .subList(disk.calls.indexOf("createDirectory numbers.generations"), disk.calls.size())
                        .subList(0, 6));
        assertEquals(
                List.of(
                        "sync numbers.mapdb",
                        "delete numbers.seal.new",
                        "write numbers.seal.new",
                        "rename numbers.seal",
                        "syncDirectory " + directory.getFileName()),
                disk.calls.subList(disk.calls.size() - 5, disk.calls.size()));
    }

    @Test
    void theSealIsBrokenBeforeTheFileIsOpened() throws IOException {
        run(new TestDisk(), directory);
        TestDisk disk = TestDisk.dyingAt(0);
        assertOpensOrRefuses(disk, directory);
        assertEquals(List.of("delete numbers.seal"), disk.calls.subList(0, 1));
        run(new TestDisk(), directory);
    }

    @Test
    void aDiskThatDiesAtAnyCallCostsNoNumber() throws IOException {
        assertEachCall(true);
    }

    @Test
    void aCallThatFailsCostsNoNumber() throws IOException {
        assertEachCall(false);
    }

    private void assertEachCall(boolean dies) throws IOException {
        TestDisk counting = new TestDisk();
        Path first = Files.createDirectory(directory.resolve("count"));
        run(new TestDisk(), first);
        run(counting, first);
        assertTrue(counting.calls.size() > 10, () -> counting.calls.toString());
        for (int call = 0; call < counting.calls.size(); call++) {
            Path at = Files.createDirectory(directory.resolve("call-" + call));
            TestDisk disk = dies ? TestDisk.dyingAt(call) : TestDisk.failingAt(call);
            assertOpensOrRefuses(new TestDisk(), at);
            assertOpensOrRefuses(disk, at);
            try (NumbersStore store =
                    NumbersStore.open(new TestDisk().files(at), log, LogStart.WHOLE, 3, reports::add)) {
                assertHas(store, store.readCheckpoint());
            }
        }
    }

    private void assertOpensOrRefuses(TestDisk disk, Path at) {
        try {
            run(disk, at);
        } catch (StorageException refused) {
            assertTrue(refused.getMessage().contains("planned failure"), refused::getMessage);
        }
    }

    /** Opens, writes, checks and closes. */
    private void run(TestDisk disk, Path at) {
        try (NumbersStore store = NumbersStore.open(disk.files(at), log, LogStart.WHOLE, 3, reports::add)) {
            long checkpoint = store.readCheckpoint();
            assertHas(store, checkpoint);
            fill(store, checkpoint, checkpoint + LAST);
        }
    }
}
