package io.isequencer.proof.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts owners and workspaces, as the relation knows no names. */
public final class Names {
    /** What stands for no workspace in particular. */
    static final long NO_WORKSPACE = 0;

    private final Map<String, Integer> owners = new HashMap<>();
    private final List<String> ownerNames = new ArrayList<>();
    private long[] wsIds = new long[16];
    private int workspaces = 1;
    private int[] index = new int[32];

    /** What was asked for last, and will often be asked for again. */
    private int latest;

    /** The number of an owner, from 0. */
    public synchronized int owner(String name) {
        Integer known = owners.get(name);
        if (known == null) {
            known = ownerNames.size();
            owners.put(name, known);
            ownerNames.add(name);
        }
        return known;
    }

    public synchronized String ownerName(int owner) {
        return ownerNames.get(owner);
    }

    synchronized int owners() {
        return ownerNames.size();
    }

    /** Counts anew, so that nothing that is said depends on what was judged before. */
    synchronized void clear() {
        owners.clear();
        ownerNames.clear();
        Arrays.fill(index, 0);
        workspaces = 1;
        latest = 0;
    }

    /** The number of a workspace, from 1. */
    public long workspace(long wsId) {
        if (latest == 0 || wsIds[latest] != wsId) {
            latest = find(wsId);
        }
        return latest;
    }

    private int find(long wsId) {
        int at = home(wsId);
        while (index[at] != 0) {
            if (wsIds[index[at]] == wsId) {
                return index[at];
            }
            at = at + 1 & index.length - 1;
        }
        if (workspaces == wsIds.length) {
            wsIds = Arrays.copyOf(wsIds, workspaces * 2);
        }
        wsIds[workspaces] = wsId;
        index[at] = workspaces++;
        if (workspaces * 2 > index.length) {
            grow();
        }
        return workspaces - 1;
    }

    private int home(long wsId) {
        return (int) (wsId * 0x9E3779B97F4A7C15L >>> 32) & index.length - 1;
    }

    private void grow() {
        index = new int[index.length * 2];
        for (int i = 1; i < workspaces; i++) {
            int at = home(wsIds[i]);
            while (index[at] != 0) {
                at = at + 1 & index.length - 1;
            }
            index[at] = i;
        }
    }

    public long wsId(long workspace) {
        return wsIds[(int) workspace];
    }
}
