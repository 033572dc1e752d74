package io.isequencer.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Set;

/** Calls by which the JDK opens a file for writing. */
final class WritesFiles {
    static final DescribedPredicate<JavaMethodCall> BY_METHOD =
            DescribedPredicate.describe("opens a file for writing", WritesFiles::isByMethod);

    static final DescribedPredicate<JavaConstructorCall> BY_CONSTRUCTOR =
            DescribedPredicate.describe("opens a file for writing", WritesFiles::isByConstructor);

    private static final Set<String> METHODS = Set.of(
            "copy",
            "createFile",
            "move",
            "newBufferedWriter",
            "newByteChannel",
            "newOutputStream",
            "write",
            "writeString");

    /** Those of a stream or a writer open none. */
    private static final Set<String> NAMES = Set.of("java.lang.String", "java.io.File");

    private WritesFiles() {}

    private static boolean isByMethod(JavaMethodCall call) {
        boolean files = call.getTargetOwner().isEquivalentTo(Files.class) && METHODS.contains(call.getName());
        boolean channel = call.getTargetOwner().isEquivalentTo(FileChannel.class)
                && call.getName().equals("open");
        return files || channel;
    }

    private static boolean isByConstructor(JavaConstructorCall call) {
        boolean opens = Set.of(
                        FileOutputStream.class,
                        FileWriter.class,
                        RandomAccessFile.class,
                        PrintStream.class,
                        PrintWriter.class)
                .stream()
                .anyMatch(call.getTargetOwner()::isEquivalentTo);
        return opens && isNamed(call);
    }

    private static boolean isNamed(JavaCall<?> call) {
        return !call.getTarget().getRawParameterTypes().isEmpty()
                && NAMES.contains(call.getTarget().getRawParameterTypes().get(0).getName());
    }
}
