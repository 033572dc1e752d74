package io.isequencer.docs;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.ClassFile;
import javassist.bytecode.EnclosingMethodAttribute;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;

/** The API of an artifact: its class files without code, and without what only the artifact itself can see. */
final class ApiStubs {
    private static final int PACKAGE_PRIVATE = 0;
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final List<String> OF_THE_CODE =
            List.of("SourceFile", "BootstrapMethods", "NestHost", "NestMembers");

    private ApiStubs() {}

    /** The same classes make the same bytes. */
    static Path of(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class") && !file.endsWith("module-info.class"))
                    .sorted()
                    .toList();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setMethod(ZipOutputStream.STORED);
            for (Path file : files) {
                ClassFile read = read(file);
                if (isVisible(read)) {
                    add(out, classes.relativize(file).toString().replace('\\', '/'), stub(read));
                }
            }
        }
        return jar;
    }

    private static ClassFile read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return new ClassFile(in);
        }
    }

    /** Classes that no other artifact can name may still be extended by some that it can. */
    private static boolean isVisible(ClassFile file) {
        int inner = file.getInnerAccessFlags();
        return file.getAttribute(EnclosingMethodAttribute.tag) == null && (inner == -1 || !AccessFlag.isPrivate(inner));
    }

    private static byte[] stub(ClassFile file) throws IOException {
        file.getMethods().removeIf(method -> !isVisible(method.getAccessFlags()));
        file.getFields().removeIf((FieldInfo field) -> !isVisible(field.getAccessFlags()));
        file.getMethods().forEach(MethodInfo::removeCodeAttribute);
        OF_THE_CODE.forEach(file::removeAttribute);
        file.compact();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static boolean isVisible(int flags) {
        int access = flags & (AccessFlag.PUBLIC | AccessFlag.PROTECTED | AccessFlag.PRIVATE);
        return access != PACKAGE_PRIVATE && access != AccessFlag.PRIVATE && (flags & AccessFlag.SYNTHETIC) == 0;
    }

    private static void add(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ANY_TIME);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
