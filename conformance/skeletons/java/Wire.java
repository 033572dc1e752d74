import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The wire: messages, a JSON object a line, and which of them answers which. It is thread-safe. Whatever else is printed
 * to standard output would break it.
 */
final class Wire {
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final Map<Long, CompletableFuture<Map<String, Object>>> waiting = new HashMap<>();
    private long asked;
    private long liveOwner;

    /** What is done about a request: the fields of its reply. */
    interface Perform {
        Map<String, Object> perform(Sequencer sequencer, String op, Map<String, Object> request);
    }

    /** From now on only this owner's requests are sent; those that wait for a reply fail. */
    synchronized void setLive(long owner) {
        liveOwner = owner;
        waiting.values().forEach(reply -> reply.completeExceptionally(crashed()));
        waiting.clear();
    }

    /** Sends a request and waits for its reply. */
    Map<String, Object> ask(long owner, String op, Map<String, Object> fields) throws Sequencer.StorageException {
        CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();
        synchronized (this) {
            if (owner != liveOwner) {
                throw crashed();
            }
            asked++;
            waiting.put(asked, reply);
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("id", asked);
            request.put("op", op);
            request.put("owner", owner);
            request.putAll(fields);
            send(request);
        }
        try {
            Map<String, Object> answer = reply.join();
            if (answer.get("error") instanceof Map<?, ?> error) {
                throw new Sequencer.StorageException(String.valueOf(error.get("text")));
            }
            return answer;
        } catch (CompletionException e) {
            throw crashed();
        }
    }

    /**
     * Reads until bye or the end of the input. Each request has a thread: it may wait for storage. It is for the sequencer
     * that is open when it comes, however late its thread begins.
     */
    void serve(Supplier<Sequencer> open, Perform perform) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, Object> message = Json.parse(line);
            if (message.containsKey("re")) {
                answered((Long) message.get("re"), message);
            } else {
                Sequencer sequencer = open.get();
                Thread thread = new Thread(() -> answer(sequencer, message, perform));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void answer(Sequencer sequencer, Map<String, Object> request, Perform perform) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("re", request.get("id"));
        try {
            reply.putAll(perform.perform(sequencer, (String) request.get("op"), request));
        } catch (Sequencer.Busy e) {
            reply.put("busy", e.getMessage());
        } catch (Sequencer.Refused e) {
            reply.put("error", error(e.code(), e.getMessage()));
        } catch (RuntimeException e) {
            e.printStackTrace();
            reply.put("error", error(12, e.toString()));
        }
        synchronized (this) {
            send(reply);
        }
        if ("bye".equals(request.get("op"))) {
            System.exit(0);
        }
    }

    private static Map<String, Object> error(int code, String text) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("definite", true);
        error.put("text", text);
        return error;
    }

    private synchronized void answered(long re, Map<String, Object> message) {
        CompletableFuture<Map<String, Object>> reply = waiting.remove(re);
        if (reply != null) {
            reply.complete(message);
        }
    }

    private void send(Map<String, Object> message) {
        out.print(Json.write(message) + "\n");
        out.flush();
    }

    private static Sequencer.StorageException crashed() {
        return new Sequencer.StorageException("the owner was crashed");
    }
}
