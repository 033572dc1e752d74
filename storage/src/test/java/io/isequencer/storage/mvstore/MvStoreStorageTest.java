package io.isequencer.storage.mvstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.SequenceStorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Declares({Capability.REOPEN, Capability.CRASH})
class MvStoreStorageTest extends SequenceStorageContract {
    @TempDir
    Path directory;

    /** After a crash a store is a copy of its file: the file itself is still held by the engine that was dropped. */
    private final Map<String, Path> files = new HashMap<>();

    private final Map<SequenceStorage, String> opened = new HashMap<>();

    @Override
    protected SequenceStorage open(String store) {
        SequenceStorage storage =
                MvStoreStorage.open(files.computeIfAbsent(store, name -> directory.resolve(name + ".mv")));
        opened.put(storage, store);
        return storage;
    }

    @Override
    protected void crash(SequenceStorage storage) throws IOException {
        String store = opened.get(storage);
        Path copy = Files.createTempFile(directory, "crashed-", ".mv");
        Files.copy(files.get(store), copy, StandardCopyOption.REPLACE_EXISTING);
        files.put(store, copy);
        storage.close();
    }

    /** Each write is synced. */
    @Override
    protected int randomRuns() {
        return 10;
    }

    private Path file() {
        return files.get(STORE);
    }

    @Test
    void aSecondOpenerIsTurnedAway() {
        StorageException e = assertThrows(StorageException.class, () -> MvStoreStorage.open(file()));
        assertEquals("storage file must not be open elsewhere, it is already open: file=" + file(), e.getMessage());
        storage.write(Batches.of(1, 1, 2), 2);
        assertEquals(2, storage.readNumber(1, 1), "the first opener must not suffer");
    }

    @Test
    void whatIsNoSuchFileIsRefusedAndCanBeReplaced() throws IOException {
        Path foreign = directory.resolve("foreign.mv");
        Files.writeString(foreign, "{\"hello\": true}".repeat(1_000));
        for (int i = 0; i < 2; i++) {
            StorageException e = assertThrows(StorageException.class, () -> MvStoreStorage.open(foreign));
            assertTrue(
                    e.getMessage().startsWith("storage file must be an undamaged MVStore file; if the log is whole"),
                    e::getMessage);
        }
        Files.delete(foreign);
        MvStoreStorage.open(foreign).close();
        StorageException missing =
                assertThrows(StorageException.class, () -> MvStoreStorage.open(directory.resolve("no/numbers.mv")));
        assertTrue(missing.getMessage().startsWith("storage file must be lockable: "), missing::getMessage);
    }

    /** MVStore's pages have no checksum of what is in them. */
    @Test
    void aChangedByteIsRefusedOrChangesNothing() throws IOException {
        for (int i = 1; i <= 300; i++) {
            storage.write(Batches.of(i, 1, 1_000_000L + i), i);
        }
        storage.close();
        byte[] whole = Files.readAllBytes(file());
        int refused = 0;
        for (int at = 0; at < whole.length; at += 97) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            Files.write(file(), changed);
            try (SequenceStorage opened = MvStoreStorage.open(file())) {
                long checkpoint = opened.readCheckpoint();
                for (int key = 1; key <= checkpoint; key++) {
                    assertEquals(1_000_000L + key, opened.readNumber(key, 1), "changed byte " + at);
                }
            } catch (StorageException e) {
                assertTrue(e.getMessage().startsWith("storage file must be an undamaged"), e::getMessage);
                refused++;
            }
        }
        assertTrue(refused > 0, "a changed byte must be seen");
    }
}
