package io.isequencer.storage.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A {@link DiskFile} as a stream; those of the JDK read through channels, which an interrupt closes. */
final class DiskStreams {
    static final int BUFFER_BYTES = 64 * 1024;

    private DiskStreams() {}

    /** Reads a file and closes it in the end. */
    static final class Input extends InputStream {
        private final DiskFile file;
        private long position;

        Input(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            int read = file.read(position, target, offset, length);
            position += read;
            return read == 0 && length > 0 ? -1 : read;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Writes a file from its beginning on. */
    static final class Output extends OutputStream {
        private final DiskFile file;
        private long position;

        Output(DiskFile file) {
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            file.write(position, source, offset, length);
            position += length;
        }
    }
}
