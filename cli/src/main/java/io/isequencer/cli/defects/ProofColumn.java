package io.isequencer.cli.defects;

import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.prove.Proof;
import io.isequencer.proof.prove.WrongCheck;
import io.isequencer.proof.prove.WrongReading;
import io.isequencer.proof.prove.WrongReading.Outcome;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.z3.Z3;
import java.util.List;
import java.util.Optional;

/**
 * The proof, with the wrong reading of the proved relation that says the same as the defect; without a defect, the right
 * relation.
 */
final class ProofColumn extends Column {
    private final List<WrongReading> readings = WrongReading.all();

    ProofColumn() {
        super(
                "proof",
                "the proof for any size, with the same wrong reading switched on in the relation that is proved",
                "no wrong reading of the relation says the same");
    }

    @Override
    public boolean appliesTo(Defect defect) {
        return nothingIsPlanted(defect) || reading(defect).isPresent();
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        String broken = nothingIsPlanted(defect)
                ? brokenWithoutAny()
                : broken(reading(defect).orElseThrow());
        return broken.isEmpty() ? Kill.survived(watch.seconds()) : Kill.killed(broken, watch.seconds());
    }

    private static boolean nothingIsPlanted(Defect defect) {
        return defect.changes().isEmpty();
    }

    /** Configurations come before the changes, which may have the same names. */
    private Optional<WrongReading> reading(Defect defect) {
        return readings.stream()
                .filter(reading -> reading.name().equals(defect.spec()))
                .findFirst();
    }

    private static String brokenWithoutAny() {
        Z3 z3 = new Z3();
        Proof proof = new Proof(Relation.right(), Invariant.parts(), z3, z3::model);
        List<Proof.Open> open = proof.prove(obligation -> true).open();
        return open.isEmpty() ? "" : obligation(open.get(0).name());
    }

    private static String broken(WrongReading reading) {
        Z3 z3 = new Z3();
        String brokenAt = new WrongCheck(z3, z3::model).check(reading).brokenAt();
        if (brokenAt == null) {
            return "";
        }
        return reading.outcome() == Outcome.IMPOSSIBLE ? brokenAt + ", can never happen" : obligation(brokenAt);
    }

    /** As {@code Flush, cover}; an action's name may have a slash of its own. */
    private static String obligation(String name) {
        int slash = name.lastIndexOf('/');
        return name.substring(0, slash) + ", " + name.substring(slash + 1);
    }
}
