package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One run, told three times: each report says the same of each case. */
@Tag("slow")
class ReportsAgreeTest {
    private static final Map<String, String> VERDICT_OF_ELEMENT =
            Map.of("failure", "FAIL", "error", "BROKE-PROTOCOL", "skipped", "UNIMPLEMENTED");

    @TempDir
    Path directory;

    @Test
    void theThreeReportsOfARunSayTheSame() throws Exception {
        Path junit = directory.resolve("junit.xml");
        Path html = directory.resolve("first.html");
        String edits =
                "s/\"plogOffset\":\"3\"}/\"plogOffset\":\"7\"}/;s/\"use\",//;s/\"plogOffset\":\"5\"}/\"plogOffset\":5}/";
        Cli.Result result = OracleCheckTest.check(
                List.of(
                        "--case",
                        "L0-{drain,use,scan}-*",
                        "--json",
                        "--junit",
                        junit.toString(),
                        "--html",
                        html.toString()),
                OracleCheckOptionsTest.filtered(edits));
        JsonNode json = new ObjectMapper().readTree(result.out());
        List<String> told = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        JsonNode firstBad = null;
        for (JsonNode one : json.get("cases")) {
            String verdict = one.get("verdict").asText();
            boolean bad = verdict.equals("FAIL") || verdict.equals("BROKE-PROTOCOL");
            firstBad = firstBad == null && bad ? one : firstBad;
            told.add(one.get("id").asText() + " " + verdict + " " + (bad ? sentence(one) : ""));
            counts.merge(verdict, 1, Integer::sum);
        }
        assertTrue(
                counts.keySet().containsAll(List.of("PASS", "FAIL", "BROKE-PROTOCOL", "UNIMPLEMENTED")),
                "each kind of outcome is there: " + counts);
        counts.forEach((verdict, count) ->
                assertEquals(count, json.get("counts").get(verdict).asInt(), verdict));

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getDocumentElement();
        assertEquals(told, told(suite));
        assertEquals(counts.get("FAIL").toString(), suite.getAttribute("failures"));
        assertEquals(counts.get("BROKE-PROTOCOL").toString(), suite.getAttribute("errors"));
        assertEquals(counts.get("UNIMPLEMENTED").toString(), suite.getAttribute("skipped"));
        assertEquals(Integer.toString(told.size()), suite.getAttribute("tests"));

        String page = Files.readString(html);
        assertTrue(page.contains(firstBad.get("id").asText()), "the page is of the first that is bad");
        assertTrue(page.contains("\"" + firstBad.get("property").asText() + "\""), "with its property");
        assertEquals(json.get("exitCode").asInt(), result.exitCode());
    }

    private static String sentence(JsonNode one) {
        return one.get("rule").asText() + " " + one.get("property").asText() + ": expected "
                + one.get("allowed").asText() + ", got " + one.get("got").asText();
    }

    private static List<String> told(Element suite) {
        List<String> told = new ArrayList<>();
        NodeList tests = suite.getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            Element end = (Element) test.getElementsByTagName("*").item(0);
            String verdict = end == null ? "PASS" : VERDICT_OF_ELEMENT.get(end.getTagName());
            boolean bad = end != null && !end.getTagName().equals("skipped");
            told.add(test.getAttribute("name") + " " + verdict + " " + (bad ? end.getAttribute("message") : ""));
        }
        return told;
    }
}
