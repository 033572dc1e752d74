package io.isequencer.cli.prove;

import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.TimelineOutput;
import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.prove.Counterexample;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.rules.Rule;
import io.isequencer.timeline.Frame;
import io.isequencer.timeline.TimelineHeader;
import io.isequencer.timeline.TimelineKey;
import io.isequencer.timeline.TimelinePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A counterexample to induction as a timeline of two steps: a state in which all parts hold, and what an action makes of it. */
final class CounterexamplePage {
    /** What an action is to a timeline: the move that it is, and the lane in which that is drawn. */
    private record Drawn(Pattern actions, String move, String lane, boolean fault) {}

    /** The first that matches counts; without a move, the action's own name is it. */
    private static final List<Drawn> DRAWN = List.of(
            drawn("FlWrite(Value|Checkpoint)|CheckpointBeforeValues", "FlWrite", "storage", false),
            drawn("FlSync|LogSync", "FlSync", "log", false),
            drawn("FlFail", "", "flusher", true),
            drawn("Fl[A-Z].*", "", "flusher", false),
            drawn("ActFail", "", "actualizer", true),
            drawn("Act[A-Z].*|Rescan.*|ScanCheckpoint|ReadEarly", "", "actualizer", false),
            drawn("Late(Value|Checkpoint)Lands", "LandWrite", "storage", true),
            drawn("LateAppendLands", "LandAppend", "log", true),
            drawn("Read.*", "Read", "storage", false),
            drawn("Fill.*", "Fill", "client", false),
            drawn("Open", "Restart", "world", false),
            drawn("Crash|PowerLoss|Evict", "", "world", true),
            drawn("Turn", "", "world", false),
            drawn("AppendOk", "Append", "client", false),
            drawn("Append(Fail|Conflict)", "AppendFailed", "client", true),
            drawn("AppendUnknown.*|MissFail", "", "client", true),
            drawn("Actualize.*", "Actualize", "client", false),
            drawn("Flush.*", "Flush", "client", false),
            drawn(".*", "", "client", false));

    private final Counterexample example;
    private final String command;
    private final String rule;

    /**
     * @param command what finds the same again
     * @param rule whose wrong reading is in force; empty if none is
     */
    CounterexamplePage(Counterexample example, String command, String rule) {
        this.example = example;
        this.command = command;
        this.rule = rule;
    }

    private static Drawn drawn(String actions, String move, String lane, boolean fault) {
        return new Drawn(Pattern.compile(actions), move, lane, fault);
    }

    void write(OutputFile file) {
        Set<Symbol> telling = example.telling();
        TimelinePage page = new TimelinePage();
        page.accept(frame(1, "world", "world Before", "", "", false, ProofStateTable.of(example.before(), telling)));
        Action action = example.action();
        Drawn drawn = DRAWN.stream()
                .filter(each -> each.actions().matcher(action.name()).matches())
                .findFirst()
                .orElseThrow();
        String move = drawn.move().isEmpty() ? action.name() : drawn.move();
        String words = "o" + owner() + " " + move;
        page.accept(frame(
                2,
                drawn.lane(),
                words,
                action.label(),
                about(),
                drawn.fault(),
                ProofStateTable.of(example.after(), telling)));
        TimelineOutput.write(file, page, header());
    }

    private Frame frame(
            int number,
            String lane,
            String move,
            String action,
            String detail,
            boolean fault,
            Map<String, Object> state) {
        List<String> actions = action.isEmpty() ? List.of() : List.of(action);
        return new Frame(number, 0, owner(), lane, move, actions, detail, fault, List.of(), state);
    }

    /** Whose step it is; the first one's if it is nobody's. */
    private int owner() {
        List<Term.Variable> parameters = example.action().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).sort().equals(Variables.OWNER)) {
                return (int) example.arguments()[i];
            }
        }
        return 0;
    }

    /** What the action is about, besides its owner. */
    private String about() {
        List<String> words = new ArrayList<>();
        List<Term.Variable> parameters = example.action().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Sort sort = parameters.get(i).sort();
            if (!sort.equals(Variables.OWNER)) {
                words.add(parameters.get(i).name() + " = " + ProofStateTable.element(sort, example.arguments()[i]));
            }
        }
        return String.join(", ", words);
    }

    private TimelineHeader header() {
        String broken = example.action().label() + " breaks " + example.broken();
        boolean known = Rule.sentences().containsKey(rule);
        return new TimelineHeader(
                null,
                example.broken(),
                broken,
                Claims.sentence(example),
                known ? List.of(rule) : List.of(),
                example.before().domain().size(Variables.OWNER),
                keys(),
                constants(),
                -1,
                command,
                "The state before need not be one that can be reached. If it is not, the invariant lacks a part.",
                "",
                Map.of());
    }

    private List<TimelineKey> keys() {
        Domain domain = example.before().domain();
        List<TimelineKey> keys = new ArrayList<>();
        for (int workspace = 0; workspace < domain.size(Variables.WORKSPACE); workspace++) {
            for (int seq = 0; seq < domain.size(Variables.SEQ); seq++) {
                long initial = example.before().get(Variables.INITIAL, seq);
                keys.add(new TimelineKey(ProofStateTable.key(workspace, seq), workspace, seq + 1, initial));
            }
        }
        return keys;
    }

    private Map<String, Object> constants() {
        State state = example.before();
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Symbol symbol :
                List.of(Variables.MAX_EVENTS, Variables.MAX_PER_EVENT, Variables.MAX_NUMBER, Variables.MAX_UNFLUSHED)) {
            constants.put(symbol.name(), Long.toString(state.get(symbol)));
        }
        for (Symbol symbol : List.of(Variables.BUFFERED, Variables.FORGETFUL)) {
            constants.put(symbol.name(), state.get(symbol) == 0 ? "no" : "yes");
        }
        return constants;
    }
}
