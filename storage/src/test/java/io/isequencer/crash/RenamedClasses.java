package io.isequencer.crash;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a copy of a compiled class that uses another class in place of one of its own, by renaming it in the constant
 * pool. A directory with such copies goes before all else on the class path of a process that is to be observed.
 */
public final class RenamedClasses {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private RenamedClasses() {}

    /** Writes what lets a process end at calls of the log and of the numbers. */
    public static void write(Path directory) throws IOException {
        rename(
                directory,
                "io/isequencer/storage/segment/SegmentEventLog",
                "io/isequencer/storage/disk/RealDisk",
                "io/isequencer/crash/HaltDisk");
        rename(
                directory,
                "io/isequencer/storage/mapdb/NumbersFiles",
                "io/isequencer/storage/disk/RealDisk",
                "io/isequencer/crash/HaltDisk$OfNumbers");
    }

    private static void rename(Path directory, String className, String from, String to) throws IOException {
        Path file = directory.resolve(className + ".class");
        Files.createDirectories(file.getParent());
        try (InputStream in = RenamedClasses.class.getClassLoader().getResourceAsStream(className + ".class")) {
            Files.write(file, renamed(in.readAllBytes(), from, to));
        }
    }

    /** As the JVM specification, chapter 4.4, lays out the constant pool. */
    static byte[] renamed(byte[] classFile, String from, String to) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        int found = 0;
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                String text = in.readUTF();
                found += text.contains(from) ? 1 : 0;
                out.writeUTF(text.replace(from, to));
            } else {
                out.write(in.readNBytes(size(tag)));
                // These two take two places.
                i += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        out.write(in.readAllBytes());
        if (found == 0) {
            throw new AssertionError("class must use the class to rename: from=" + from);
        }
        return bytes.toByteArray();
    }

    private static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            default -> throw new AssertionError("constant must be known: tag=" + tag);
        };
    }
}
