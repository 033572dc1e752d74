package io.isequencer.cli.prove;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Liveness;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.invariant.Progress;
import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.invariant.Property;
import io.isequencer.proof.invariant.Refinement;
import io.isequencer.proof.prove.Counterexample;
import java.util.List;
import java.util.stream.Stream;

/** What parts and properties say in words. */
final class Claims {
    private Claims() {}

    /** The sentence of what the counterexample breaks. */
    static String sentence(Counterexample example) {
        Stream<String> ofParts = Invariant.parts().stream()
                .filter(part -> part.name().equals(example.broken()))
                .map(Part::sentence);
        Stream<String> ofProperties = Stream.of(
                        Properties.ofStates(), Properties.ofSteps(), List.of(Refinement.of(example.action())))
                .flatMap(List::stream)
                .filter(property -> property.name().equals(example.broken()))
                .map(Property::sentence);
        Stream<String> ofProgress = Liveness.all().stream()
                .filter(progress -> progress.name().equals(example.broken()))
                .map(Progress::sentence);
        return Stream.of(ofParts, ofProperties, ofProgress)
                .flatMap(sentences -> sentences)
                .findFirst()
                .orElseThrow();
    }
}
