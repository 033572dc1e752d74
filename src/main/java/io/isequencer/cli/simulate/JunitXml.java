package io.isequencer.cli.simulate;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One test case as CI systems read it.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
final class JunitXml {
    private JunitXml() {}

    static String text(String suite, String name, double seconds, List<String> failures) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
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
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }
}
