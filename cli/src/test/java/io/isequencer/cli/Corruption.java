package io.isequencer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Ways to damage a data directory while nobody has it open. */
enum Corruption {
    FLIP_BIT,
    FLIP_BITS,
    ZERO_PAGE,
    RANDOM_PAGE,
    CUT_TAIL,
    CUT_TO_NOTHING,
    APPEND_GARBAGE,
    FOREIGN_FILE,
    DELETE_FILE,
    DIRECTORY_INSTEAD,
    SWAP_FILES,
    STALE_FILE,
    FILE_OF_ANOTHER,
    STALE_NUMBERS,
    NUMBERS_OF_ANOTHER,
    STALE_LOG,
    LOG_OF_ANOTHER,
    UNCLEAN_END,
    UNCLEAN_END_AND_FLIP;

    private static final int PAGE_BYTES = 4_096;

    /** Where older and other files come from. */
    record Donors(Path stale, Path another) {}

    /** Damages the directory and says what was done. */
    String strike(Path data, Donors donors, SplittableRandom random) throws IOException {
        switch (this) {
            case STALE_NUMBERS -> replaceNumbers(data, donors.stale);
            case NUMBERS_OF_ANOTHER -> replaceNumbers(data, donors.another);
            case STALE_LOG -> replaceLog(data, donors.stale);
            case LOG_OF_ANOTHER -> replaceLog(data, donors.another);
            case UNCLEAN_END -> tear(data, donors.stale, random);
            case UNCLEAN_END_AND_FLIP -> {
                tear(data, donors.stale, random);
                Path file = pick(numbers(data), random);
                return this + " " + data.relativize(file) + change(file, FLIP_BIT, data, donors, random);
            }
            default -> {
                Path file = pick(files(data), random);
                return this + " " + data.relativize(file) + change(file, this, data, donors, random);
            }
        }
        return toString();
    }

    private static String change(Path file, Corruption kind, Path data, Donors donors, SplittableRandom random)
            throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String where = "";
        switch (kind) {
            case FLIP_BIT -> where = flip(bytes, 1, random);
            case FLIP_BITS -> where = flip(bytes, 2 + random.nextInt(30), random);
            case ZERO_PAGE, RANDOM_PAGE -> where = overwrite(bytes, kind == RANDOM_PAGE, random);
            case CUT_TAIL -> bytes = Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length)));
            case CUT_TO_NOTHING -> bytes = new byte[0];
            case APPEND_GARBAGE -> {
                byte[] garbage = new byte[1 + random.nextInt(PAGE_BYTES)];
                random.nextBytes(garbage);
                int size = bytes.length;
                bytes = Arrays.copyOf(bytes, size + garbage.length);
                System.arraycopy(garbage, 0, bytes, size, garbage.length);
            }
            case FOREIGN_FILE ->
                bytes = "{\"hello\": [1, 2, 3]}\n".repeat(random.nextInt(1, 99)).getBytes(StandardCharsets.UTF_8);
            case DELETE_FILE -> {
                Files.delete(file);
                return where;
            }
            case DIRECTORY_INSTEAD -> {
                Files.delete(file);
                Files.createDirectory(file);
                return where;
            }
            case SWAP_FILES -> {
                Path other = pick(files(data), random);
                byte[] others = Files.readAllBytes(other);
                Files.write(other, bytes);
                bytes = others;
                where = " with " + data.relativize(other);
            }
            default -> {
                Path donor = (kind == STALE_FILE ? donors.stale : donors.another).resolve(data.relativize(file));
                bytes = Files.exists(donor) ? Files.readAllBytes(donor) : new byte[0];
            }
        }
        Files.write(file, bytes);
        return where + " bytes=" + bytes.length;
    }

    /** Half of the flips hit bytes that are in use: most of a MapDB file is not. */
    private static String flip(byte[] bytes, int count, SplittableRandom random) {
        int at = 0;
        for (int i = 0; i < count && bytes.length > 0; i++) {
            at = random.nextInt(bytes.length);
            int tries = random.nextBoolean() ? 10_000 : 0;
            while (tries-- > 0 && bytes[at] == 0) {
                at = random.nextInt(bytes.length);
            }
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return " at=" + at;
    }

    private static String overwrite(byte[] bytes, boolean withNoise, SplittableRandom random) {
        int size = 512 << random.nextInt(4);
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length) / size * size;
        byte[] page = new byte[Math.min(size, bytes.length - at)];
        if (withNoise) {
            random.nextBytes(page);
        }
        System.arraycopy(page, 0, bytes, at, page.length);
        return " at=" + at;
    }

    /** Without a seal, and some pages older than the others: what a crash leaves. */
    private static void tear(Path data, Path stale, SplittableRandom random) throws IOException {
        Files.delete(data.resolve("numbers.seal"));
        Path live = data.resolve("numbers.mapdb");
        byte[] bytes = Files.readAllBytes(live);
        byte[] old = Files.readAllBytes(stale.resolve("numbers.mapdb"));
        for (int at = 0; at < Math.min(bytes.length, old.length); at += 512) {
            if (random.nextInt(3) == 0) {
                System.arraycopy(old, at, bytes, at, 512);
            }
        }
        Files.write(live, bytes);
    }

    private static void replaceNumbers(Path data, Path donor) throws IOException {
        for (Path file : numbers(data)) {
            Files.delete(file);
        }
        Trees.copy(donor, data, name -> name.startsWith("numbers."));
    }

    private static void replaceLog(Path data, Path donor) throws IOException {
        for (Path file : files(data)) {
            if (file.getParent().endsWith("plog")) {
                Files.delete(file);
            }
        }
        Trees.copy(donor, data, name -> name.startsWith("plog"));
    }

    private static List<Path> numbers(Path data) throws IOException {
        return files(data).stream()
                .filter(file -> data.relativize(file).toString().startsWith("numbers."))
                .toList();
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static Path pick(List<Path> files, SplittableRandom random) {
        return files.get(random.nextInt(files.size()));
    }
}
