package io.isequencer.benchmarks;

import io.isequencer.benchmarks.CommandGrowth.Amount;
import io.isequencer.benchmarks.SampleGrowth.Arguments;
import java.util.ArrayList;
import java.util.List;

/** All that is measured with more and more work. */
final class Growths {
    static final String RECOVERY = "Recovery";
    static final String NUMBERS = "Numbers in MapDB";

    static final List<Growth> ALL =
            List.of(recovery(), numbers(), simulate(), explore(), prove(), history(), adapters());

    private Growths() {}

    private static Growth recovery() {
        List<Arguments> arguments = new ArrayList<>();
        for (int keys : new int[] {100, 100_000, 2_000_000}) {
            for (int events : new int[] {10_000, 100_000, 1_000_000, 10_000_000}) {
                // Ten million events of as many keys take longer than all other points together, and show no more.
                if (events < 10_000_000 || keys < 2_000_000) {
                    arguments.add(new Arguments(List.of(events, keys), (long) events * keys > 100_000_000_000L));
                }
            }
        }
        return new SampleGrowth(
                RECOVERY,
                "A partition in a directory, its log in segment files and its numbers in MapDB: events of two numbers, in"
                        + " workspaces that are drawn evenly. At the first opening the numbers know none of the events, at the"
                        + " next ones all; the time is that up to the first transaction that is admitted, in a JVM with a"
                        + " heap of 1 GiB that has just read the log once.",
                RecoverySample.class,
                "-Xmx1g",
                List.of(
                        "events",
                        "keys",
                        "s, scan",
                        "s, rebuild",
                        "scan / rebuild",
                        "s, clean close",
                        "s, clean start"),
                arguments);
    }

    private static Growth numbers() {
        return new SampleGrowth(
                NUMBERS,
                "Filled in the order of the keys; then raised and read at random places, 200,000 times each; then closed,"
                        + " opened and copied into a generation. The heap has 4 GiB.",
                NumbersSample.class,
                "-Xmx4g",
                List.of(
                        "keys",
                        "µs, fill",
                        "µs, raise",
                        "µs, read",
                        "s, generation",
                        "s, clean close",
                        "s, clean start",
                        "bytes a key"),
                List.of(
                        new Arguments(List.of(10_000), false),
                        new Arguments(List.of(1_000_000), false),
                        new Arguments(List.of(10_000_000), true)));
    }

    private static Growth simulate() {
        List<Amount> amounts = new ArrayList<>();
        for (int seeds : new int[] {100, 1_000, 10_000}) {
            amounts.add(new Amount(List.of(seeds), Commands.simulate(seeds), null, seeds > 1_000));
        }
        return new CommandGrowth(
                "simulate",
                "`./isequencer simulate --seeds 1..N --jobs 1`: each seed is run twice, and the steps of both runs count.",
                List.of("seeds"),
                "steps",
                amounts);
    }

    private static Growth explore() {
        List<Amount> amounts = new ArrayList<>();
        for (String config : List.of("tiny", "small", "deep")) {
            amounts.add(new Amount(List.of(config), Commands.explore(config), null, config.equals("deep")));
        }
        return new CommandGrowth(
                "explore",
                "`./isequencer explore --code-only --config NAME`: without TLC.",
                List.of("configuration"),
                "transitions",
                amounts);
    }

    private static Growth prove() {
        List<Amount> amounts = new ArrayList<>();
        amounts.add(new Amount(List.of("Flush"), Commands.prove(List.of("Flush")), null, false));
        amounts.add(new Amount(
                List.of("those of the client"),
                Commands.prove(List.of("Start", "Next", "AppendOk", "Flush", "Actualize")),
                null,
                false));
        amounts.add(new Amount(List.of("all"), Commands.prove(List.of()), null, false));
        return new CommandGrowth(
                "prove", "`./isequencer prove`, of some or all actions.", List.of("actions"), "obligations", amounts);
    }

    private static Growth history() {
        List<Amount> amounts = new ArrayList<>();
        for (int keys : new int[] {1, 1_000, 1_000_000}) {
            for (int lines : new int[] {100_000, 1_000_000, 10_000_000}) {
                amounts.add(new Amount(List.of(keys), Commands.history(lines, keys), null, lines > 1_000_000));
            }
        }
        return new CommandGrowth(
                "oracle history",
                "Histories of a service whose events draw their workspace evenly, with two numbers an event and a write to"
                        + " the storage every twenty events. A short one does not get to see all of a million keys.",
                List.of("keys"),
                "lines",
                amounts);
    }

    private static Growth adapters() {
        List<Amount> amounts = new ArrayList<>();
        for (Adapter adapter : Adapter.bundled()) {
            amounts.add(new Amount(List.of(adapter.language()), Commands.check(adapter), adapter.tool(), false));
        }
        return new CommandGrowth(
                "oracle check",
                "`./isequencer oracle check -- ADAPTER` of each bundled adapter, all cases up to level L4, one process after"
                        + " the other; the adapter's CPU time is in it. `oracle serve` is the reference itself.",
                List.of("adapter"),
                "cases",
                amounts);
    }
}
