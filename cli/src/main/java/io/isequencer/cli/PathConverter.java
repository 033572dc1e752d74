package io.isequencer.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes a path of an argument, and says what the locale has to do with it if that cannot be done. */
final class PathConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException unmappable) {
            // The JVM has read the argument already, with what it could not read replaced.
            throw new TypeConversionException("name must be in the encoding of the locale, set LC_ALL to one of UTF-8,"
                    + " as C.UTF-8: encoding=" + System.getProperty("sun.jnu.encoding") + ", reason="
                    + unmappable.getReason());
        }
    }
}
