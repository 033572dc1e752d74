package io.isequencer.crash;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;

/** What MapDB takes for a {@link RandomAccessFile} in a process that is to end at one of its calls. */
public final class HaltAccessFile {
    private static final String WHERE = "numbers";

    private final RandomAccessFile file;

    public HaltAccessFile(File path, String mode) throws IOException {
        if (!path.exists()) {
            HaltPoint.call(WHERE, CallKind.CREATE);
        }
        file = new RandomAccessFile(path, mode);
    }

    public void write(byte[] bytes, int from, int length) throws IOException {
        int part = HaltPoint.before(WHERE, CallKind.WRITE, length);
        if (part >= 0) {
            file.write(bytes, from, part);
            HaltPoint.halt();
        }
        file.write(bytes, from, length);
    }

    public void write(int value) throws IOException {
        HaltPoint.call(WHERE, CallKind.WRITE);
        file.write(value);
    }

    public void writeByte(int value) throws IOException {
        HaltPoint.call(WHERE, CallKind.WRITE);
        file.writeByte(value);
    }

    public void writeInt(int value) throws IOException {
        HaltPoint.call(WHERE, CallKind.WRITE);
        file.writeInt(value);
    }

    public void writeLong(long value) throws IOException {
        HaltPoint.call(WHERE, CallKind.WRITE);
        file.writeLong(value);
    }

    public void setLength(long length) throws IOException {
        HaltPoint.call(WHERE, CallKind.TRUNCATE);
        file.setLength(length);
    }

    public Descriptor getFD() throws IOException {
        return new Descriptor(file);
    }

    public FileChannel getChannel() {
        return file.getChannel();
    }

    public void seek(long position) throws IOException {
        file.seek(position);
    }

    public long length() throws IOException {
        return file.length();
    }

    public byte readByte() throws IOException {
        return file.readByte();
    }

    public int readUnsignedByte() throws IOException {
        return file.readUnsignedByte();
    }

    public int readInt() throws IOException {
        return file.readInt();
    }

    public long readLong() throws IOException {
        return file.readLong();
    }

    public void readFully(byte[] target) throws IOException {
        file.readFully(target);
    }

    public void readFully(byte[] target, int from, int length) throws IOException {
        file.readFully(target, from, length);
    }

    public void close() throws IOException {
        file.close();
    }

    /** In place of a file descriptor, whose class is final. */
    public static final class Descriptor {
        private final RandomAccessFile file;

        Descriptor(RandomAccessFile file) {
            this.file = file;
        }

        public void sync() throws IOException {
            HaltPoint.call(WHERE, CallKind.FSYNC);
            file.getFD().sync();
        }
    }
}
