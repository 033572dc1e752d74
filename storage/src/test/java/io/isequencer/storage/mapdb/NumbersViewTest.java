package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.mapdb.NumbersView.State;
import io.isequencer.storage.mapdb.NumbersView.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersViewTest extends NumbersStoreFixture {
    private final TestDisk disk = new TestDisk();

    private NumbersView view(EventLog ofLog) {
        NumbersView view = NumbersView.read(disk.files(directory), ofLog, 1);
        assertEquals(List.of(), disk.calls, "a look must not change anything");
        return view;
    }

    private static NumbersView at(State state, long checkpoint) {
        List<Value> values = checkpoint == 0 ? List.of() : List.of(new Value(7, 1, checkpoint - 1));
        return new NumbersView(state, checkpoint, values);
    }

    @Test
    void nothingIsMissing() {
        assertEquals(at(State.MISSING, 0), view(log));
    }

    @Test
    void aSealedFileIsShownInItsOrder() {
        try (NumbersStore store = open()) {
            store.write(Batches.of(-1L, 65_535, 3), 3);
            store.write(Batches.of(7, 1, 4), 5);
        }
        assertEquals(
                new NumbersView(State.USABLE, 5, List.of(new Value(7, 1, 4), new Value(-1L, 65_535, 3))), view(log));
    }

    @Test
    void aSealedFileUpToTheLogsVeryEndIsUsable() {
        write(100, 9);
        assertEquals(at(State.USABLE, 9), view(logOf(8, 1)));
        assertEquals(at(State.OF_ANOTHER_LOG, 9), view(logOf(7, 1)));
    }

    @Test
    void aSealedFileOfOtherEventsIsShownAsSuch() {
        write(100, 9);
        assertEquals(at(State.OF_ANOTHER_LOG, 9), view(logOf(20, 2)));
    }

    @Test
    void withoutAUsableFileTheNewestWholeGenerationIsShown() throws IOException {
        write(2, 9);
        NumbersFiles files = files();
        byte[] live = Files.readAllBytes(files.live());
        flip(files.live(), live.length - 1);
        assertEquals(at(State.DAMAGED, 9), view(log));
        flip(generations().get(1), 70);
        assertEquals(at(State.DAMAGED, 7), view(log));
        Files.delete(files.seal());
        assertEquals(at(State.NOT_CLOSED, 7), view(log));
        for (Path generation : generations()) {
            Files.delete(generation);
        }
        assertEquals(at(State.NOT_CLOSED, 0), view(log));
        Files.delete(files.live());
        assertEquals(at(State.MISSING, 0), view(log));
    }

    @Test
    void anOpenStoreIsNotLookedAt() {
        try (NumbersStore store = open()) {
            fill(store, 1, 3);
            assertThrows(StorageException.class, () -> view(log));
        }
        assertEquals(at(State.USABLE, 3), view(log));
    }

    @Test
    void aSealedFileOfAnotherKindIsAnError() throws Exception {
        Files.writeString(files().live(), "hello");
        files().putSeal(1, new NumbersChecksum(), new LogAnchors(List.of()));
        assertThrows(StorageException.class, () -> view(log));
        assertThrows(StorageException.class, () -> view(log));
    }
}
