package io.isequencer.simulation.run;

import io.isequencer.rules.Property;
import io.isequencer.rules.Rule;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.testing.Salt;
import java.util.stream.Collectors;

/** What a failed sample tells whoever finds it in a log: what broke, and lines to paste that show it again. */
record FailedSample(Capsule capsule, int moves) {
    static FailedSample of(Walk walk) {
        return new FailedSample(walk.capsule(), walk.moves());
    }

    String text() {
        String rules = Property.of(capsule.property())
                .map(property -> property.rules().stream().map(Rule::name).collect(Collectors.joining(", ")) + ", "
                        + property.rules().get(0).docs())
                .orElse("none");
        return capsule.message() + "\n"
                + "rules: " + rules + "\n"
                + "moves: " + capsule.size() + " of " + moves + "\n"
                + "seed: " + capsule.seed() + "; the same samples again:\n"
                + "mvn -q test -Dtest=ProtocolProperties " + Salt.option() + "\n"
                + "this one, step by step:\n"
                + "cat > failed-sample.json <<'END'\n"
                + CapsuleJson.format(capsule)
                + "END\n"
                + "./isequencer replay failed-sample.json --trace\n";
    }
}
