package io.isequencer.oracle.report;

import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.io.Writer;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check's outcome as CI systems read it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link XMLStreamException} if it cannot be written.
 * </ul>
 */
public final class CheckJunit {
    private static final double MS_PER_SECOND = 1000.0;

    private CheckJunit() {}

    /** Writes one test suite with one test per case. */
    public static void write(Writer writer, CheckReport report) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
        long skipped = report.count(Verdict.UNIMPLEMENTED) + report.count(Verdict.SKIPPED);
        long errors = report.count(Verdict.BROKE_PROTOCOL) + report.count(Verdict.UNKNOWN);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "oracle check " + xmlText(report.hello().name()));
        xml.writeAttribute("tests", Integer.toString(report.results().size()));
        xml.writeAttribute("failures", Integer.toString(report.failures().size()));
        xml.writeAttribute("errors", Long.toString(errors));
        xml.writeAttribute("skipped", Long.toString(skipped));
        xml.writeAttribute("time", seconds(report.elapsedMs()));
        for (CaseResult result : report.results()) {
            write(xml, report, result);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private static void write(XMLStreamWriter xml, CheckReport report, CaseResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname",
                "oracle." + result.testCase().level() + "." + result.testCase().rule());
        xml.writeAttribute("name", result.testCase().id());
        xml.writeAttribute("time", seconds(result.elapsedMs()));
        switch (result.verdict()) {
            case PASS -> {
                // Nothing to say.
            }
            case FAIL -> tell(xml, report, result, report.isKnown(result) ? "system-out" : "failure");
            case NON_STRICT -> tell(xml, report, result, "system-out");
            case UNKNOWN, BROKE_PROTOCOL -> tell(xml, report, result, "error");
            case UNIMPLEMENTED, SKIPPED -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", xmlText(result.finding().got()));
            }
        }
        xml.writeEndElement();
    }

    private static void tell(XMLStreamWriter xml, CheckReport report, CaseResult result, String element)
            throws XMLStreamException {
        xml.writeStartElement(element);
        if (!element.equals("system-out")) {
            xml.writeAttribute("message", xmlText(CheckText.sentence(result)));
        }
        xml.writeCharacters(xmlText(String.join("\n", CheckText.lines(report, result))));
        xml.writeEndElement();
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.3f", ms / MS_PER_SECOND);
    }

    /** Without the characters that XML cannot hold: adapters send what they like. */
    private static String xmlText(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean allowed =
                    c == '\n' || c == '\t' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF;
            kept.appendCodePoint(allowed ? c : '?');
        });
        return kept.toString();
    }
}
