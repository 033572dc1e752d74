package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Schemas;
import java.io.IOException;
import java.util.List;

/**
 * The processes of a check: one, or two for cases with several owners. They are used again from case to case.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Channel.LaunchException} if a process cannot be started.
 * </ul>
 */
final class AdapterPool implements AutoCloseable {
    private final Channel.Launcher launcher;
    private final Schemas schemas = Schemas.ofMessages();
    private final Transcript transcript;
    private final long patienceMs;
    private final List<OwnerSession> sessions = List.of(new OwnerSession(0), new OwnerSession(1));
    private Hello hello;
    private String lastErrors = "";
    private long lastOwner;
    private boolean answersOpenLate;

    AdapterPool(Channel.Launcher launcher, Transcript transcript, long patienceMs) {
        this.launcher = launcher;
        this.transcript = transcript;
        this.patienceMs = patienceMs;
    }

    List<OwnerSession> sessions() {
        return sessions;
    }

    /** How the adapter introduced itself first. */
    Hello hello() {
        return hello;
    }

    /** Whether open was once not answered while the recovery was held: it is not waited for again. */
    boolean answersOpenLate() {
        return answersOpenLate;
    }

    void openWasAnsweredLate() {
        answersOpenLate = true;
    }

    long nextOwner() {
        lastOwner++;
        return lastOwner;
    }

    /** Makes sure that the owner has a living process that has introduced itself. */
    void start(OwnerSession session) {
        if (isAlive(session)) {
            return;
        }
        try {
            session.connect(new AdapterConnection(launcher.launch(), schemas, transcript, session.index()));
        } catch (IOException e) {
            throw new Channel.LaunchException(e);
        }
        session.connection().greet(patienceMs);
        if (hello == null) {
            hello = session.connection().hello();
        }
    }

    void kill(OwnerSession session) {
        if (session.isConnected()) {
            // First the end, behind which nothing more can be written: else a silent one is waited for.
            session.connection().kill();
            lastErrors = session.connection().stderrTail();
            session.disconnect();
        }
    }

    /** May be asked by any thread; whoever waits for a process learns that it has ended. */
    void endProcesses() {
        for (OwnerSession session : sessions) {
            AdapterConnection running = session.connection();
            if (running != null) {
                running.endProcess();
            }
        }
    }

    /** What the processes wrote to standard error: its beginning, and its end. */
    String stderrTail() {
        StringBuilder text = new StringBuilder();
        for (OwnerSession session : sessions) {
            if (session.isConnected()) {
                text.append(session.connection().stderrTail());
            }
        }
        return text.isEmpty() ? lastErrors : text.toString();
    }

    /** Between two cases: no sequencer is left. After a case that did not end well, no process either. */
    void reset(boolean endedWell, AdapterLoop loop) {
        for (OwnerSession session : sessions) {
            session.faults().disarm();
            if (!session.isConnected()) {
                continue;
            }
            boolean clean = endedWell
                    && (session.isClosed() && !hello.can(Capability.OWN_STORAGE) || dropsSequencer(session, loop));
            if (clean) {
                session.connection().forgetErrors();
            } else {
                kill(session);
            }
            session.crashed();
        }
        lastErrors = "";
    }

    private boolean dropsSequencer(OwnerSession session, AdapterLoop loop) {
        if (!hello.can(Capability.CRASH)) {
            return false;
        }
        try {
            session.connection().forgetAll();
            return !loop.call(session, "crash", Json.object()).has("error");
        } catch (VerdictException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (OwnerSession session : sessions) {
            if (isAlive(session)) {
                session.connection().sayBye();
            }
            kill(session);
        }
    }

    private static boolean isAlive(OwnerSession session) {
        return session.isConnected() && !session.connection().ended();
    }
}
