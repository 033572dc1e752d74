package io.isequencer.storage.mvstore;

import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/**
 * MVStore's access to its file through a {@link DiskFile}: an interrupt does not close it, and a crash harness can stand
 * between.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link MVStoreException} with the {@link IOException} as its cause.
 * </ul>
 */
final class DiskFileStore extends RandomAccessStore {
    private final DiskFile file;

    DiskFileStore(String name, DiskFile file) throws IOException {
        super(new HashMap<>(Map.of("autoCommitDelay", 0)));
        this.file = file;
        init(name, false);
        setSize(file.size());
    }

    private interface Access {
        void run() throws IOException;
    }

    private synchronized void access(int error, Access access) {
        try {
            access.run();
        } catch (IOException e) {
            throw DataUtils.newMVStoreException(error, "{0}: {1}", getFileName(), e.getMessage(), e);
        }
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        byte[] bytes = new byte[length];
        access(DataUtils.ERROR_READING_FAILED, () -> {
            if (file.read(position, bytes, 0, length) < length) {
                throw DataUtils.newMVStoreException(
                        DataUtils.ERROR_READING_FAILED, "{0} must be longer: position={1}", getFileName(), position);
            }
        });
        readCount.incrementAndGet();
        readBytes.addAndGet(length);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        access(DataUtils.ERROR_WRITING_FAILED, () -> file.write(position, bytes, 0, bytes.length));
        setSize(Math.max(size(), position + bytes.length));
        writeCount.incrementAndGet();
        writeBytes.addAndGet(bytes.length);
    }

    @Override
    protected void truncate(long size) {
        access(DataUtils.ERROR_WRITING_FAILED, () -> file.truncate(size));
        setSize(Math.min(size(), size));
    }

    @Override
    public void sync() {
        access(DataUtils.ERROR_WRITING_FAILED, file::sync);
    }

    @Override
    public void close() {
        access(DataUtils.ERROR_WRITING_FAILED, file::close);
        super.close();
    }

    @Override
    public void open(String name, boolean isReadOnly, char[] encryptionKey) {
        throw new UnsupportedOperationException("open already: file=" + getFileName());
    }

    @Override
    public FileStore<SFChunk> open(String name, boolean isReadOnly) {
        throw new UnsupportedOperationException("open already: file=" + getFileName());
    }

    @Override
    public void backup(ZipOutputStream out) {
        throw new UnsupportedOperationException("nobody asks for it: file=" + getFileName());
    }
}
