package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.follow.FollowedFile;
import io.isequencer.cli.follow.Follower;
import io.isequencer.oracle.history.HistoryReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The parts of a history, each opened when its turn comes. The last one may still be written, and be rotated. */
final class HistoryInputs implements Iterator<HistoryReader>, AutoCloseable {
    static final String STDIN = "-";

    private final Iterator<String> names;
    private final InputStream stdin;
    private final Follower follower;
    private final boolean following;
    private String file = "";
    private HistoryReader reader;
    private FollowedFile followed;

    /** @param following whether the last of them is still being written */
    HistoryInputs(List<String> names, InputStream stdin, Follower follower, boolean following) {
        this.names = names.iterator();
        this.stdin = stdin;
        this.follower = follower;
        this.following = following;
    }

    /** The one that is read. */
    String file() {
        return file;
    }

    @Override
    public boolean hasNext() {
        try {
            return !follower.stopped() && (names.hasNext() || followed != null && followed.advance());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public HistoryReader next() {
        try {
            closeReader();
            reader = new HistoryReader(follower.text("history", followed == null ? open() : followed.current()));
            return reader;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open() throws IOException {
        file = names.next();
        boolean written = following && !names.hasNext();
        if (file.equals(STDIN)) {
            return written ? follower.stream(stdin) : stdin;
        }
        if (written) {
            followed = follower.file(Path.of(file));
            return followed.current();
        }
        return Files.newInputStream(Path.of(file));
    }

    @Override
    public void close() throws IOException {
        closeReader();
        if (followed != null) {
            followed.close();
        }
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private static CliException unreadable(IOException e) {
        return new CliException(ExitCode.MISSING_FILE, "history must be readable: cause=" + e.getMessage(), e);
    }
}
