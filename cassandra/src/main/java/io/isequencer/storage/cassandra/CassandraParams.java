package io.isequencer.storage.cassandra;

import io.isequencer.api.Limits;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a cluster is, and who asks it. Other settings of the driver, TLS above all, are in its own configuration
 * file, {@code application.conf} on the class path or {@code -Dconfig.file}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a value out of range.
 *   <li><i>Units:</i> {@code replicas} per data centre; used only to make a keyspace that is missing.
 * </ul>
 *
 * @param forgetfulNodes whether nodes are accepted that sync their commit logs now and then: when one of them dies, events may
 *     be lost and numbers may come twice
 * @param user null to log in without
 * @param password null to log in without; never printed
 */
public record CassandraParams(
        List<InetSocketAddress> contactPoints,
        String keyspace,
        int replicas,
        String user,
        String password,
        boolean forgetfulNodes) {
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    public CassandraParams {
        contactPoints = List.copyOf(contactPoints);
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("a contact point must be given: contactPoints=[]");
        }
        if (!KEYSPACE.matcher(Objects.requireNonNull(keyspace, "keyspace")).matches()) {
            throw new IllegalArgumentException("keyspace must match " + KEYSPACE + ": keyspace=" + keyspace);
        }
        Limits.requireAtLeast("replicas", 1, replicas);
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("user and password must be given together: user="
                    + (user == null ? "absent" : "given") + ", password=" + (password == null ? "absent" : "given"));
        }
    }

    /** Three replicas, nobody logged in, nodes that forget nothing. */
    public static CassandraParams of(List<InetSocketAddress> contactPoints, String keyspace) {
        return new CassandraParams(contactPoints, keyspace, 3, null, null, false);
    }

    public CassandraParams withReplicas(int value) {
        return new CassandraParams(contactPoints, keyspace, value, user, password, forgetfulNodes);
    }

    public CassandraParams withLogin(String newUser, String newPassword) {
        return new CassandraParams(contactPoints, keyspace, replicas, newUser, newPassword, forgetfulNodes);
    }

    public CassandraParams withForgetfulNodes() {
        return new CassandraParams(contactPoints, keyspace, replicas, user, password, true);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "CassandraParams[contactPoints=" + contactPoints + ", keyspace=" + keyspace + ", replicas=" + replicas
                + "]";
    }
}
