package io.isequencer.laboratory;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as CI systems read it: one suite of test cases. */
public final class JunitXml {
    private JunitXml() {}

    /**
     * A test case.
     *
     * @param end what there is to say of it; null if it passed
     */
    public record TestCase(String className, String name, double seconds, End end) {}

    /**
     * What there is to say of a test case.
     *
     * @param element as {@code failure}, {@code error}, {@code skipped} or {@code system-out}
     * @param message in an attribute; null if there is none
     * @param text empty if there is none
     */
    public record End(String element, String message, String text) {}

    /**
     * A suite.
     *
     * @param counts by attribute, as {@code failures}, in their order
     */
    public static String text(String suite, Map<String, Long> counts, double seconds, List<TestCase> cases) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", allowed(suite));
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                xml.writeAttribute(count.getKey(), Long.toString(count.getValue()));
            }
            xml.writeAttribute("time", shown(seconds));
            for (TestCase testCase : cases) {
                write(xml, testCase);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, TestCase testCase) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", testCase.className());
        xml.writeAttribute("name", testCase.name());
        xml.writeAttribute("time", shown(testCase.seconds()));
        if (testCase.end() != null) {
            write(xml, testCase.end());
        }
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, End end) throws XMLStreamException {
        if (end.text().isEmpty()) {
            xml.writeEmptyElement(end.element());
        } else {
            xml.writeStartElement(end.element());
        }
        if (end.message() != null) {
            xml.writeAttribute("message", allowed(end.message()));
        }
        if (!end.text().isEmpty()) {
            xml.writeCharacters(allowed(end.text()));
            xml.writeEndElement();
        }
    }

    private static String shown(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** Without the characters that XML cannot hold: adapters send what they like. */
    private static String allowed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean allowed =
                    c == '\n' || c == '\t' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF;
            kept.appendCodePoint(allowed ? c : '?');
        });
        return kept.toString();
    }
}
