package io.isequencer.trace.validation;

import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.Names;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.StepKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a line of a trace straight from its bytes, in the form in which {@code TraceWriter} writes it: no space, no escape,
 * decimal numbers without a sign but for -1. It gives up on all else, and on each owner's first line, and leaves the line to {@link
 * StepReader}; so a line that it reads means what it means there.
 */
final class FastLine {
    /** So many digits make less than 2^64. */
    private static final int SAFE_DIGITS = 19;

    /** The largest unsigned number without its last digit. */
    private static final long ALL_BUT_LAST = Long.divideUnsigned(-1, 10);

    /** A member of a line. */
    private enum Member {
        A("a"),
        OWNER("owner"),
        SEQ_ID("seqId"),
        NUMBER("number"),
        PLOG_OFFSET("plogOffset"),
        LATE("late"),
        CHANGED("changed"),
        WS_ID("wsId"),
        NUMBERS("numbers"),
        CHECKPOINT("checkpoint"),
        LEFT("left"),
        EXPLICIT("explicit");

        final byte[] name;

        Member(String name) {
            this.name = bytes(name);
        }

        int bit() {
            return 1 << ordinal();
        }
    }

    /** What a line gave up for: never seen outside. */
    private static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unexpected() {
            super(null, null, false, false);
        }
    }

    private static final Unexpected UNEXPECTED = new Unexpected();
    private static final Member[] MEMBERS = Member.values();
    private static final Field[] FIELDS = Field.values();
    private static final byte[] PENDING = bytes("pending");
    private static final byte[] BATCH = bytes("flusher.batch");
    private static final byte[] LAST = bytes("tx.last");
    private static final byte[] NONE = bytes("none");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");

    private static final byte[][] FIELD_NAMES = new byte[FIELDS.length][];
    private static final byte[][][] STATES = new byte[FIELDS.length][][];
    private static final long[][] STATE_VALUES = new long[FIELDS.length][];
    private static final int[] NEEDED = new int[StepKind.values().length];
    private static final StepKind[] KINDS = new StepKind[256];

    static {
        for (Field field : FIELDS) {
            FIELD_NAMES[field.ordinal()] = bytes(field.fieldName());
            List<String> names = field.stateNames();
            STATES[field.ordinal()] = names.stream().map(FastLine::bytes).toArray(byte[][]::new);
            STATE_VALUES[field.ordinal()] =
                    names.stream().mapToLong(field::state).toArray();
        }
        for (StepKind kind : StepKind.values()) {
            NEEDED[kind.ordinal()] = needed(kind);
            byte[] name = bytes(kind.specName());
            int at = hash(name, 0, name.length);
            while (KINDS[at] != null) {
                at = at + 1 & KINDS.length - 1;
            }
            KINDS[at] = kind;
        }
    }

    private final Names names;
    private final List<byte[]> owners = new ArrayList<>();
    private byte[] line;
    private int at;
    private int end;
    private int members;
    private int fields;

    FastLine(Names names) {
        this.names = names;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 17;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 8) & KINDS.length - 1;
    }

    private static int needed(StepKind kind) {
        int needed = (kind.hasOwner() ? Member.OWNER.bit() : 0) | (kind.isOfCore() ? Member.CHANGED.bit() : 0);
        return needed
                | switch (kind) {
                    case START, FLUSH, ACT_READ_CHECKPOINT, ACT_SCAN, POWER_LOSS -> Member.PLOG_OFFSET.bit();
                    case NEXT, USE, FILL, READ -> Member.SEQ_ID.bit() | Member.NUMBER.bit();
                    case MISS, MISS_FAIL -> Member.SEQ_ID.bit();
                    case APPEND_OK,
                            APPEND_CONFLICT,
                            APPEND_FAIL,
                            APPEND_UNKNOWN_WRITTEN,
                            APPEND_UNKNOWN_LOST,
                            APPEND_UNKNOWN_LATE,
                            LATE_APPEND_LANDS -> Member.PLOG_OFFSET.bit() | Member.WS_ID.bit() | Member.NUMBERS.bit();
                    case FL_WRITE_VALUE -> Member.WS_ID.bit() | Member.SEQ_ID.bit() | Member.NUMBER.bit();
                    case FL_WRITE_CHECKPOINT, LATE_CHECKPOINT_LANDS -> Member.CHECKPOINT.bit();
                    case LATE_VALUE_LANDS ->
                        Member.WS_ID.bit() | Member.SEQ_ID.bit() | Member.LEFT.bit() | Member.CHECKPOINT.bit();
                    case EVICT -> Member.WS_ID.bit() | Member.SEQ_ID.bit();
                    default -> 0;
                };
    }

    /** Makes an owner known that a line had. */
    void know(int owner) {
        while (owners.size() <= owner) {
            owners.add(bytes(names.ownerName(owners.size())));
        }
    }

    /** Fills the step with what the bytes say; false if it is to be read otherwise. */
    boolean read(byte[] bytes, int from, int to, RecordedStep step) {
        line = bytes;
        at = from;
        end = to;
        members = 0;
        fields = 0;
        try {
            line(step);
            return at == end;
        } catch (Unexpected unexpected) {
            return false;
        }
    }

    private void line(RecordedStep step) {
        expect('{');
        if (member() != Member.A) {
            throw UNEXPECTED;
        }
        step.clear(kind());
        members = Member.A.bit();
        while (next() == ',') {
            Member member = member();
            if ((members & member.bit()) != 0) {
                throw UNEXPECTED;
            }
            members |= member.bit();
            value(member, step);
        }
        if (line[at - 1] != '}'
                || (members & NEEDED[step.kind().ordinal()])
                        != NEEDED[step.kind().ordinal()]) {
            throw UNEXPECTED;
        }
        if (step.kind() == StepKind.START) {
            if ((fields & 1 << Field.WORKSPACE.ordinal()) == 0) {
                throw UNEXPECTED;
            }
            step.workspace(Math.max(0, step.value(Field.WORKSPACE)));
        }
        if (!step.kind().isOfCore() && step.seen()) {
            throw UNEXPECTED;
        }
    }

    private void value(Member member, RecordedStep step) {
        switch (member) {
            case OWNER -> step.owner(owner());
            case SEQ_ID -> step.seqId(seqId());
            case NUMBER -> step.number(number());
            case PLOG_OFFSET -> step.plogOffset(number());
            case WS_ID -> step.workspace(workspace());
            case CHECKPOINT -> step.checkpoint(number());
            case LATE -> step.late(truth());
            case NUMBERS -> event(step);
            case LEFT -> left(step.left);
            case CHANGED -> changed(step);
            default -> throw UNEXPECTED;
        }
    }

    private byte next() {
        if (at == end) {
            throw UNEXPECTED;
        }
        return line[at++];
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw UNEXPECTED;
        }
    }

    private boolean has(byte[] wanted) {
        return wanted.length <= end - at && is(wanted, at);
    }

    private boolean is(byte[] wanted, int from) {
        for (int i = 0; i < wanted.length; i++) {
            if (line[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Steps behind a string in quotes; returns where it began. */
    private int quoted() {
        expect('"');
        int from = at;
        while (true) {
            byte each = next();
            if (each == '"') {
                return from;
            }
            if (each == '\\' || each < ' ') {
                throw UNEXPECTED;
            }
        }
    }

    private Member member() {
        int from = quoted();
        int length = at - 1 - from;
        expect(':');
        for (Member member : MEMBERS) {
            if (member.name.length == length && is(member.name, from)) {
                return member;
            }
        }
        throw UNEXPECTED;
    }

    private StepKind kind() {
        int from = quoted();
        int to = at - 1;
        int place = hash(line, from, to);
        while (KINDS[place] != null) {
            String name = KINDS[place].specName();
            if (name.length() == to - from && is(name, from)) {
                return KINDS[place];
            }
            place = place + 1 & KINDS.length - 1;
        }
        throw UNEXPECTED;
    }

    private boolean is(String wanted, int from) {
        for (int i = 0; i < wanted.length(); i++) {
            if (line[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int owner() {
        int from = quoted();
        int length = at - 1 - from;
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).length == length && is(owners.get(i), from)) {
                return i;
            }
        }
        throw UNEXPECTED;
    }

    /** Digits, in quotes or not. */
    private long number() {
        if (at < end && line[at] == '"') {
            at++;
            long number = signed();
            expect('"');
            return number;
        }
        return plain();
    }

    private long signed() {
        if (at + 1 < end && line[at] == '-' && line[at + 1] == '1') {
            at += 2;
            return -1;
        }
        return digits();
    }

    private long digits() {
        long number = unsigned();
        if (number < 0) {
            throw UNEXPECTED;
        }
        return number;
    }

    private long unsigned() {
        int from = at;
        long number = 0;
        while (at < end && line[at] >= '0' && line[at] <= '9' && at - from < SAFE_DIGITS) {
            number = number * 10 + line[at++] - '0';
        }
        if (at == from) {
            throw UNEXPECTED;
        }
        return at - from == SAFE_DIGITS && at < end && line[at] >= '0' && line[at] <= '9' ? longest(number) : number;
    }

    /** A number with one digit more. */
    private long longest(long number) {
        int digit = line[at++] - '0';
        boolean fits = Long.compareUnsigned(number, ALL_BUT_LAST) < 0 || number == ALL_BUT_LAST && digit <= 5;
        if (!fits || at < end && line[at] >= '0' && line[at] <= '9') {
            throw UNEXPECTED;
        }
        return number * 10 + digit;
    }

    private long wsId() {
        int from = at;
        long wsId = unsigned();
        if (line[from] == '0' && at - from > 1) {
            throw UNEXPECTED;
        }
        return names.workspace(wsId);
    }

    /** As JSON has numbers: without a zero before them. */
    private long plain() {
        int from = at;
        long number = digits();
        if (line[from] == '0' && at - from > 1) {
            throw UNEXPECTED;
        }
        return number;
    }

    private int seqId() {
        return seqId(number());
    }

    private static int seqId(long number) {
        if (number < 0 || number > 65_535) {
            throw UNEXPECTED;
        }
        return (int) number;
    }

    private long workspace() {
        expect('"');
        long workspace = wsId();
        expect('"');
        return workspace;
    }

    private boolean truth() {
        if (has(TRUE)) {
            at += TRUE.length;
            return true;
        }
        if (has(FALSE)) {
            at += FALSE.length;
            return false;
        }
        throw UNEXPECTED;
    }

    private void event(RecordedStep step) {
        expect('[');
        if (at < end && line[at] == ']') {
            at++;
            return;
        }
        do {
            int outer = members;
            members = 0;
            int seqId = 0;
            long number = 0;
            boolean explicit = false;
            expect('{');
            do {
                switch (inner()) {
                    case SEQ_ID -> seqId = seqId();
                    case NUMBER -> number = number();
                    case EXPLICIT -> explicit = truth();
                    default -> throw UNEXPECTED;
                }
            } while (next() == ',');
            close('}', Member.SEQ_ID.bit() | Member.NUMBER.bit());
            members = outer;
            step.addToEvent(seqId, number, explicit);
        } while (next() == ',');
        close(']', 0);
    }

    private void left(Cells cells) {
        expect('[');
        if (at < end && line[at] == ']') {
            at++;
            return;
        }
        do {
            int outer = members;
            members = 0;
            long workspace = 0;
            int seqId = 0;
            long number = 0;
            expect('{');
            do {
                switch (inner()) {
                    case WS_ID -> workspace = workspace();
                    case SEQ_ID -> seqId = seqId();
                    case NUMBER -> number = number();
                    default -> throw UNEXPECTED;
                }
            } while (next() == ',');
            close('}', Member.WS_ID.bit() | Member.SEQ_ID.bit() | Member.NUMBER.bit());
            members = outer;
            cells.add(RecordedStep.key(workspace, seqId), number);
        } while (next() == ',');
        close(']', 0);
    }

    private Member inner() {
        Member member = member();
        if ((members & member.bit()) != 0) {
            throw UNEXPECTED;
        }
        members |= member.bit();
        return member;
    }

    /** What was just read has ended so, and all that is needed was there. */
    private void close(char last, int needed) {
        if (line[at - 1] != last || (members & needed) != needed) {
            throw UNEXPECTED;
        }
    }

    private void changed(RecordedStep step) {
        step.seen(true);
        expect('{');
        if (at < end && line[at] == '}') {
            at++;
            return;
        }
        do {
            int from = quoted();
            int length = at - 1 - from;
            expect(':');
            if (length == PENDING.length && is(PENDING, from)) {
                once(0);
                cells(step.pending, true);
            } else if (length == BATCH.length && is(BATCH, from)) {
                once(1);
                cells(step.batch, true);
            } else if (length == LAST.length && is(LAST, from)) {
                once(2);
                cells(step.last, false);
            } else {
                field(from, length, step);
            }
        } while (next() == ',');
        close('}', 0);
    }

    private void once(int map) {
        mark(1 << FIELDS.length + map);
    }

    private void mark(int bit) {
        if ((fields & bit) != 0) {
            throw UNEXPECTED;
        }
        fields |= bit;
    }

    private void field(int from, int length, RecordedStep step) {
        for (int i = 0; i < FIELDS.length; i++) {
            if (FIELD_NAMES[i].length == length && is(FIELD_NAMES[i], from)) {
                mark(1 << i);
                step.changed(FIELDS[i], fieldValue(i));
                return;
            }
        }
        throw UNEXPECTED;
    }

    private long fieldValue(int field) {
        if (FIELDS[field].isTruth()) {
            return truth() ? 1 : 0;
        }
        if (FIELDS[field] == Field.WORKSPACE) {
            expect('"');
            long workspace = Field.NONE;
            if (has(NONE)) {
                at += NONE.length;
            } else {
                workspace = wsId();
            }
            expect('"');
            return workspace;
        }
        if (!FIELDS[field].isState()) {
            return number();
        }
        int from = quoted();
        int length = at - 1 - from;
        for (int i = 0; i < STATES[field].length; i++) {
            if (STATES[field][i].length == length && is(STATES[field][i], from)) {
                return STATE_VALUES[field][i];
            }
        }
        throw UNEXPECTED;
    }

    private long key() {
        long workspace = wsId();
        expect('/');
        return RecordedStep.key(workspace, seqId(plain()));
    }

    private void cells(Cells cells, boolean keys) {
        expect('{');
        if (at < end && line[at] == '}') {
            at++;
            return;
        }
        do {
            expect('"');
            long key = keys ? key() : seqId(plain());
            expect('"');
            expect(':');
            cells.add(key, number());
        } while (next() == ',');
        close('}', 0);
    }
}
