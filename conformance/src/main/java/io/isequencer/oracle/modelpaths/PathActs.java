package io.isequencer.oracle.modelpaths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a case does with each step of its path, as far as can be said before it is played. */
final class PathActs {
    /** The step needs no storage call that might not come. */
    static final int ALWAYS = -1;

    private final PathAhead ahead;
    private final List<String> names = new ArrayList<>();
    private final Steering[] steering;
    /** By step of the path: the step of the case at which a call must come or something must land. */
    private final int[] needs;

    PathActs(PathAhead ahead) {
        this.ahead = ahead;
        steering = new Steering[ahead.size()];
        needs = new int[ahead.size()];
        Arrays.fill(needs, ALWAYS);
    }

    /** The actions that the case takes the sequencer through, in order. */
    List<String> names() {
        return names;
    }

    /** The step at hand is done, under this name. */
    void add(String name) {
        add(name, ALWAYS);
    }

    /** It is done if something comes at that step of the case. */
    void add(String name, int need) {
        names.add(name);
        forced(need);
    }

    /** The step at hand is done, but it is no act by itself. */
    void forced(int need) {
        set(ahead.index(), Steering.FORCED, need);
    }

    /** What comes at that step of the case shows that the step at hand has happened. */
    void seen(int need) {
        set(ahead.index(), Steering.SEEN, need);
    }

    /** What comes at that step of the case shows that these actions have happened, as far back as this life goes. */
    void show(int need, String... actions) {
        for (int i = ahead.index() - 1; i >= 0 && !ahead.at(i).action().equals("Open"); i--) {
            if (Arrays.asList(actions).contains(ahead.at(i).action()) && !isSteered(i)) {
                set(i, Steering.SEEN, need);
            }
        }
    }

    /** These actions of the write that is under way came to nothing. */
    void undo(String... actions) {
        for (int i = ahead.index() - 1; i >= 0 && !ahead.at(i).action().equals("FlSnapshot"); i--) {
            if (Arrays.asList(actions).contains(ahead.at(i).action())) {
                set(i, Steering.UNHELD, ALWAYS);
            }
        }
    }

    /** Why the step at hand is left to the sequencer, unless something has been said of it. */
    void otherwise(Steering why) {
        if (steering[ahead.index()] == null) {
            steering[ahead.index()] = why;
        }
    }

    Steering steering(int index) {
        return steering[index];
    }

    int need(int index) {
        return needs[index];
    }

    private boolean isSteered(int index) {
        return steering[index] == Steering.FORCED || steering[index] == Steering.SEEN;
    }

    private void set(int index, Steering as, int need) {
        steering[index] = as;
        needs[index] = need;
    }
}
