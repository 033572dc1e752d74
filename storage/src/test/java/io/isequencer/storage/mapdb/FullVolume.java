package io.isequencer.storage.mapdb;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/** A file of MapDB's on a disk that has no room for its first byte. */
final class FullVolume extends Volume {
    private static RuntimeException noSpace() {
        return new DBException.VolumeIOError(new IOException("No space left on device"));
    }

    @Override
    public void ensureAvailable(long offset) {
        throw noSpace();
    }

    @Override
    public void truncate(long size) {
        throw noSpace();
    }

    @Override
    public void putLong(long offset, long value) {
        throw noSpace();
    }

    @Override
    public void putInt(long offset, int value) {
        throw noSpace();
    }

    @Override
    public void putByte(long offset, byte value) {
        throw noSpace();
    }

    @Override
    public void putData(long offset, byte[] source, int from, int size) {
        throw noSpace();
    }

    @Override
    public void putData(long offset, ByteBuffer source) {
        throw noSpace();
    }

    @Override
    public long getLong(long offset) {
        throw noSpace();
    }

    @Override
    public int getInt(long offset) {
        throw noSpace();
    }

    @Override
    public byte getByte(long offset) {
        throw noSpace();
    }

    @Override
    public DataInput2 getDataInput(long offset, int size) {
        throw noSpace();
    }

    @Override
    public void getData(long offset, byte[] target, int from, int size) {
        throw noSpace();
    }

    @Override
    public void close() {
        // There is nothing to release.
    }

    @Override
    public void sync() {
        throw noSpace();
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public long length() {
        return 0;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public File getFile() {
        return null;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    @Override
    public void clear(long from, long to) {
        throw noSpace();
    }
}
