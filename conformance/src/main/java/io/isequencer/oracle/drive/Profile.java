package io.isequencer.oracle.drive;

import com.fasterxml.jackson.core.type.TypeReference;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is expected of an implementation of which it is known that it breaks rules.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/profiles}: a file each, and an index.
 * </ul>
 *
 * @param title what it is for, in a few words
 * @param summary what it says, as the end of a sentence
 * @param leftOut families of cases that would hang, or are about what an adapter decides
 */
public record Profile(String id, String title, String summary, List<Known> rules, Set<String> leftOut) {
    /** Every rule holds. */
    public static final Profile STRICT = new Profile("strict", "", "", List.of(), Set.of());

    private static final String DIRECTORY = "/io/isequencer/oracle/profiles/";

    public Profile {
        rules = List.copyOf(rules);
        leftOut = Set.copyOf(leftOut);
    }

    /**
     * What is known about a rule.
     *
     * @param breaks whether its cases may fail
     */
    public record Known(String rule, boolean breaks, String words) {}

    /** Those of implementations, in the order of the index. */
    public static List<Profile> ofImplementations() {
        return read("index.json", new TypeReference<List<String>>() {}).stream()
                .map(id -> read(id + ".json", new TypeReference<Profile>() {}))
                .toList();
    }

    /** All of them, the strict one first. */
    public static List<Profile> all() {
        return Stream.concat(Stream.of(STRICT), ofImplementations().stream()).toList();
    }

    /** The profile of that name. */
    public static Optional<Profile> of(String id) {
        return all().stream().filter(profile -> profile.id.equals(id)).findFirst();
    }

    /** Whether a case is left out: it would hang, or is about what its adapter decides. */
    public boolean leavesOut(Case testCase) {
        return leftOut.stream().anyMatch(family -> testCase.id().startsWith(testCase.level() + "-" + family + "-"));
    }

    /** Whether it is known that cases of this rule fail. */
    public boolean knownToBreak(String rule) {
        return rules.stream().anyMatch(known -> known.breaks && known.rule.equals(rule));
    }

    private static <T> T read(String file, TypeReference<T> type) {
        return Json.value(Json.packaged(Profile.class, DIRECTORY + file), type);
    }
}
