package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One test case as CI systems read it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} that names the file.
 * </ul>
 */
final class JunitXml {
    private JunitXml() {}

    static void write(Path file, String suite, String name, double seconds, List<String> failures) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            String time = String.format(Locale.ROOT, "%.3f", seconds);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", "1");
            xml.writeAttribute("failures", failures.isEmpty() ? "0" : "1");
            xml.writeAttribute("time", time);
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", suite);
            xml.writeAttribute("name", name);
            xml.writeAttribute("time", time);
            if (!failures.isEmpty()) {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", failures.get(0));
                xml.writeCharacters(String.join("\n", failures));
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (IOException | XMLStreamException failure) {
            throw new CliException(ExitCode.BAD_DATA, "file must be writable: junit=" + file, failure);
        }
    }
}
