package io.isequencer.simulation.run;

import static java.util.stream.Collectors.toMap;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.moves.Options;
import io.isequencer.testing.Salt;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * The production core under chains of actions that jqwik picks: transactions, failures of every call, torn and late
 * writes, crashes, evictions, several owners, explicit numbers. jqwik picks roles first, so it comes to other walks than
 * the simulation's seeds do.
 *
 * <p>A failing sample says how to replay it. It is shrunk by our own {@link Shrinker}: jqwik does not see that a move
 * makes the next ones possible.
 */
class ProtocolProperties {
    private static final int MOVES = 400;
    private static final Set<MoveKind> OF_FLUSHER =
            EnumSet.of(MoveKind.FL_STEP, MoveKind.FL_SYNC, MoveKind.FL_WRITE, MoveKind.FL_REPLY, MoveKind.FL_WAKE);
    private static final Set<MoveKind> OF_ACTUALIZER =
            EnumSet.of(MoveKind.ACT_STEP, MoveKind.ACT_IO, MoveKind.ACT_WAKE);
    private static final Set<MoveKind> OF_WORLD =
            EnumSet.of(MoveKind.RESTART, MoveKind.LAND_WRITE, MoveKind.LAND_APPEND);

    @Property(seed = "20261122", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyWalkKeepsTheRules(@ForAll("walks") ActionChain<Walk> chain) {
        Walk walk = chain.run();
        walk.end();
        if (walk.violation() != null) {
            throw new AssertionError(FailedSample.of(walk).text());
        }
    }

    @Provide
    Arbitrary<ActionChain<Walk>> walks() {
        return Salt.of(Combinators.combine(Arbitraries.longs(), options())
                .as(Start::new)
                .flatMap(start -> ActionChain.startWith(start::walk)
                        .withAction(10, role(ProtocolProperties::isOfClient))
                        .withAction(6, role(OF_FLUSHER::contains))
                        .withAction(4, role(OF_ACTUALIZER::contains))
                        .withAction(2, role(OF_WORLD::contains))
                        .withAction(2, role(MoveKind::isFault))
                        .withMaxTransformations(MOVES)));
    }

    private static Arbitrary<Options> options() {
        Arbitrary<Map<FaultKind, Integer>> faults = Arbitraries.of(FaultKind.class)
                .set()
                .map(kinds -> kinds.stream().collect(toMap(kind -> kind, kind -> 1)));
        return Combinators.combine(
                        Arbitraries.of(1, 1, 2, 3),
                        Arbitraries.integers().between(1, Options.MAX_WORKSPACES),
                        Arbitraries.integers().between(1, Options.MAX_SEQUENCES),
                        Arbitraries.of(1, 1, 2, 3, 8),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false),
                        faults)
                .as((owners, workspaces, sequences, maxUnflushed, numbers, explicit, kinds) ->
                        new Options(owners, workspaces, sequences, maxUnflushed, numbers, MOVES, explicit, 500, kinds));
    }

    private static boolean isOfClient(MoveKind kind) {
        return !kind.isFault()
                && !OF_FLUSHER.contains(kind)
                && !OF_ACTUALIZER.contains(kind)
                && !OF_WORLD.contains(kind);
    }

    private static Action<Walk> role(Predicate<MoveKind> kind) {
        return new Action.Dependent<>() {
            @Override
            public boolean precondition(Walk walk) {
                return walk.isOver() || walk.can(kind);
            }

            @Override
            public Arbitrary<Transformer<Walk>> transformer(Walk walk) {
                if (walk.isOver()) {
                    return Arbitraries.just(Transformer.endOfChain());
                }
                return Arbitraries.frequency(walk.moves(kind))
                        .map(move -> Transformer.mutate(MoveText.format(move), same -> same.make(move)));
            }
        };
    }

    /** Where a walk begins. */
    private record Start(long seed, Options options) {
        Walk walk() {
            return new Walk(seed, options);
        }
    }
}
