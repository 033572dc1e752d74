package io.isequencer.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven over the DevTools protocol.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Errors:</i> {@link IllegalStateException} with what the browser said.
 * </ul>
 */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWER_SECONDS = 240;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<String> problems = new ArrayList<>();
    private int lastId;

    private Chromium(Process process, String page) {
        this.process = process;
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Receiver())
                .join();
        call("Runtime.enable");
        call("Log.enable");
        call("Page.enable");
    }

    /** The browser's program, if there is one on the path. */
    static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser").map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a browser of its own, with its profile in the given directory. */
    static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--window-size=1440,900",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            URI browser = URI.create(debuggerAddress(process));
            URI list = URI.create("http://127.0.0.1:" + browser.getPort() + "/json/list");
            String pages = HTTP.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode page : JSON.readTree(pages)) {
                if (page.path("type").asText().equals("page")) {
                    return new Chromium(
                            process, page.path("webSocketDebuggerUrl").asText());
                }
            }
            throw new IllegalStateException("Chromium must have a page: pages=" + pages);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String debuggerAddress(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                Thread drain = new Thread(() -> drain(output), "chromium-output");
                drain.setDaemon(true);
                drain.start();
                return line.substring(at).trim();
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("Chromium must name its debugger: output=" + said);
    }

    /** Reads on, or the browser would stop when its pipe is full. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException closed) {
            // The browser has ended.
        }
    }

    /** Loads a page and waits until its script has run. */
    void open(String address) throws InterruptedException {
        // By way of an empty page: an address that differs in its fragment only would not be loaded anew.
        call("Page.navigate", "url", "about:blank");
        call("Page.navigate", "url", address);
        await("document.documentElement?.dataset.ready === 'true'");
    }

    /** Waits until the page makes an expression true. */
    void await(String expression) throws InterruptedException {
        for (int i = 0; i < 4_800; i++) {
            if (evaluate(expression).asBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("page must come to this: expression=" + expression + ", problems=" + problems);
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) {
        ObjectNode parameters = JSON.createObjectNode().put("expression", expression);
        JsonNode answer = call("Runtime.evaluate", parameters.put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException("expression must succeed: " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Presses a key, as a user would. */
    void press(String key) {
        ObjectNode down = JSON.createObjectNode().put("type", "rawKeyDown").put("key", key);
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", down.deepCopy().put("type", "keyUp"));
    }

    /** Types into what has the focus. */
    void type(String text) {
        call("Input.insertText", "text", text);
    }

    /** Clicks with the mouse on the middle of an element. */
    void click(String selector) {
        JsonNode middle = evaluate("(() => { const box = document.querySelector('" + selector
                + "').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            ObjectNode event = JSON.createObjectNode().put("type", type).put("button", "left");
            event.put("x", middle.get(0).asDouble()).put("y", middle.get(1).asDouble());
            call("Input.dispatchMouseEvent", event.put("clickCount", 1));
        }
    }

    /** Says that the user prefers a colour scheme. */
    void prefer(String scheme) {
        ObjectNode parameters = JSON.createObjectNode();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", parameters);
    }

    /** Becomes a phone whose screen has this size in CSS pixels. */
    void becomePhone(int width, int height) {
        ObjectNode screen = JSON.createObjectNode().put("width", width).put("height", height);
        call(
                "Emulation.setDeviceMetricsOverride",
                screen.put("deviceScaleFactor", 1).put("mobile", true));
    }

    /** Is no phone any more. */
    void becomeDesktop() {
        call("Emulation.clearDeviceMetricsOverride");
    }

    byte[] screenshot() {
        JsonNode answer = call("Page.captureScreenshot", "format", "png");
        return Base64.getDecoder().decode(answer.path("data").asText());
    }

    /** Exceptions, console errors and refused requests so far. */
    List<String> problems() {
        evaluate("0");
        return List.copyOf(problems);
    }

    private JsonNode call(String method, String name, String value) {
        return call(method, JSON.createObjectNode().put(name, value));
    }

    private JsonNode call(String method) {
        return call(method, JSON.createObjectNode());
    }

    private JsonNode call(String method, ObjectNode parameters) {
        lastId++;
        ObjectNode request = JSON.createObjectNode().put("id", lastId).put("method", method);
        request.set("params", parameters);
        socket.sendText(request.toString(), true).join();
        while (true) {
            JsonNode message = receive(method);
            if (message.path("id").asInt() == lastId) {
                if (message.has("error")) {
                    throw new IllegalStateException(method + " must succeed: " + message.path("error"));
                }
                return message.path("result");
            }
            note(message);
        }
    }

    private void note(JsonNode event) {
        JsonNode parameters = event.path("params");
        boolean problem = switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" -> parameters.path("type").asText().equals("error");
            case "Log.entryAdded" ->
                parameters.path("entry").path("level").asText().equals("error");
            default -> false;
        };
        if (problem) {
            problems.add(parameters.toString());
        }
    }

    private JsonNode receive(String method) {
        try {
            String message = messages.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("Chromium must answer: method=" + method);
            }
            return JSON.readTree(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
