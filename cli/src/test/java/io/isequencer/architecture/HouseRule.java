package io.isequencer.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import io.isequencer.api.SequencerException;
import io.isequencer.architecture.violators.api.KnowsSpi;
import io.isequencer.architecture.violators.api.OddException;
import io.isequencer.architecture.violators.cli.AsksWhatIsThere;
import io.isequencer.architecture.violators.cli.EndsEarly;
import io.isequencer.architecture.violators.core.DrawsMathRandom;
import io.isequencer.architecture.violators.core.DrawsRandom;
import io.isequencer.architecture.violators.core.KnowsRuntime;
import io.isequencer.architecture.violators.core.ReadsClock;
import io.isequencer.architecture.violators.core.ReadsDate;
import io.isequencer.architecture.violators.core.ReadsFile;
import io.isequencer.architecture.violators.core.UsesThread;
import io.isequencer.architecture.violators.environment.AsksTheEnvironment;
import io.isequencer.architecture.violators.laboratory.KnowsExitCodes;
import io.isequencer.architecture.violators.laboratory.KnowsOracle;
import io.isequencer.architecture.violators.laboratory.OffersWhatNobodyCalls;
import io.isequencer.architecture.violators.oracle.KnowsSimulation;
import io.isequencer.architecture.violators.proof.evaluate.KnowsSolver;
import io.isequencer.architecture.violators.proof.relation.KnowsByteCode;
import io.isequencer.architecture.violators.proof.relation.KnowsTheCode;
import io.isequencer.architecture.violators.runtime.KnowsMemory;
import io.isequencer.architecture.violators.runtime.OpensFile;
import io.isequencer.architecture.violators.runtime.WritesFile;
import io.isequencer.architecture.violators.simulation.render.KnowsRun;
import io.isequencer.architecture.violators.simulation.run.KnowsRender;
import io.isequencer.architecture.violators.spi.KnowsCore;
import io.isequencer.architecture.violators.storage.directory.KnowsCommands;
import io.isequencer.architecture.violators.storage.one.Exits;
import io.isequencer.architecture.violators.storage.one.HasPublicField;
import io.isequencer.architecture.violators.storage.one.KnowsLaboratory;
import io.isequencer.architecture.violators.storage.one.KnowsSibling;
import io.isequencer.architecture.violators.storage.one.Prints;
import io.isequencer.architecture.violators.storage.one.SetsAnothersField;
import io.isequencer.architecture.violators.storage.one.StartsThread;
import io.isequencer.cli.Main;
import io.isequencer.simulation.moves.MoveList;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/**
 * The rules of the architecture, each with classes that break it on purpose.
 *
 * <p>Patterns start with {@code io.isequencer..}, so that they meet the violators too.
 */
enum HouseRule {
    API_KNOWS_ONLY_ITSELF(
            classes()
                    .that()
                    .resideInAPackage(Layer.API)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(Layer.API, Layer.LANG, Layer.UTIL, Layer.NULLNESS),
            KnowsSpi.class),

    SPI_KNOWS_ONLY_THE_API(
            classes()
                    .that()
                    .resideInAPackage(Layer.SPI)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(Layer.SPI, Layer.API, Layer.LANG, Layer.UTIL, Layer.NULLNESS),
            KnowsCore.class),

    CORE_KNOWS_ONLY_SPI_AND_API(
            classes()
                    .that()
                    .resideInAPackage(Layer.CORE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(Layer.CORE, Layer.SPI, Layer.API, Layer.LANG, Layer.UTIL, Layer.NULLNESS),
            KnowsRuntime.class),

    RUNTIME_KNOWS_NO_STORAGE_BUT_THE_CACHE(
            noClasses()
                    .that()
                    .resideInAPackage(Layer.RUNTIME)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.isequencer.storage.cassandra..",
                            "io.isequencer.storage.directory..",
                            "io.isequencer.storage.disk..",
                            "io.isequencer.storage.faulty..",
                            "io.isequencer.storage.mapdb..",
                            "io.isequencer.storage.memory..",
                            "io.isequencer.storage.mvstore..",
                            "io.isequencer.storage.postgres..",
                            "io.isequencer.storage.segment..",
                            Layer.CLI),
            KnowsMemory.class),

    /** But for the directory, which puts them and the runtime together. */
    STORAGES_KNOW_ONLY_SPI_AND_API(
            noClasses()
                    .that()
                    .resideInAPackage(Layer.STORAGE)
                    .and()
                    .resideOutsideOfPackage(Layer.DIRECTORY)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Layer.CORE, Layer.RUNTIME, Layer.CLI, Layer.ORACLE),
            io.isequencer.architecture.violators.storage.one.KnowsRuntime.class),

    THE_DIRECTORY_KNOWS_THE_LIBRARY_ALONE(
            noClasses()
                    .that()
                    .resideInAPackage(Layer.DIRECTORY)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Layer.CORE, Layer.CLI, Layer.ORACLE, "com.fasterxml..")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.isequencer.storage.cache..",
                            "io.isequencer.storage.faulty..",
                            "io.isequencer.storage.memory.."),
            KnowsCommands.class),

    STORAGES_DO_NOT_KNOW_EACH_OTHER(
            slices().matching("io.isequencer..storage.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("io.isequencer.storage.disk"))
                    .ignoreDependency(resideInAPackage("io.isequencer.storage.directory"), alwaysTrue()),
            KnowsSibling.class),

    NO_CLOCK_IN_THE_PROTOCOL(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.API, Layer.SPI, Layer.CORE)
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("java.time.."),
            ReadsClock.class,
            ReadsDate.class),

    NO_RANDOMNESS_IN_THE_PROTOCOL(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.API, Layer.SPI, Layer.CORE)
                    .should()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethod(System.class, "identityHashCode", Object.class)
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class, UUID.class),
            DrawsRandom.class,
            DrawsMathRandom.class),

    NO_THREAD_IN_THE_PROTOCOL(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.API, Layer.SPI, Layer.CORE)
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Thread.class)
                    .orShould()
                    .dependOnClassesThat(
                            // A stage is what a caller is told by; it runs nothing itself.
                            resideInAPackage("java.util.concurrent..").and(not(type(CompletionStage.class)))),
            UsesThread.class),

    NO_IO_IN_THE_PROTOCOL(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.API, Layer.SPI, Layer.CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.io..", "java.nio..", "java.net.."),
            ReadsFile.class),

    THE_LIBRARY_KNOWS_NO_LABORATORY(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.LIBRARY)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Layer.LABORATORY)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage(Layer.ORACLE),
            KnowsLaboratory.class),

    THE_LABORATORY_KNOWS_NEITHER_ORACLE_NOR_CLI(
            noClasses()
                    .that()
                    .resideInAnyPackage(Layer.LABORATORY)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Layer.ORACLE, Layer.CLI),
            KnowsExitCodes.class,
            KnowsOracle.class),

    /**
     * What is proved must be read without what proves it, and without what it is compared with. So it is evaluated
     * wherever Java runs, and costs whoever embeds it no native library.
     */
    THE_RELATION_KNOWS_NEITHER_SOLVER_NOR_CODE(
            classes()
                    .that()
                    .resideInAnyPackage(Layer.RELATION)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            Stream.concat(Stream.of(Layer.RELATION), Stream.of(Layer.LANG, Layer.UTIL, Layer.BYTE_CODE))
                                    .toArray(String[]::new)),
            KnowsTheCode.class,
            KnowsSolver.class),

    /** Packages that know each other are one. The program's start knows all commands, and they what it gives to each. */
    PACKAGES_GO_ONE_WAY(
            slices().matching("io.isequencer.(**)")
                    .should()
                    .beFreeOfCycles()
                    .ignoreDependency(type(Main.class), alwaysTrue()),
            KnowsRender.class,
            KnowsRun.class),

    /** What draws a timeline, and what belongs to no check, is for the oracle too. */
    THE_ORACLE_KNOWS_NO_OTHER_CHECK(
            noClasses()
                    .that()
                    .resideInAPackage(Layer.ORACLE)
                    .and()
                    .resideOutsideOfPackage(Layer.CLI)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Layer.CHECKS)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage(Layer.CLI),
            KnowsSimulation.class),

    /**
     * The oracle's channels read and write the pipes of processes, which can hang, in three threads each. Paths are played,
     * and the model is checked, by several processes side by side. A sequencer that is judged in this process needs threads to block in.
     * A check in the background is off the threads that it checks.
     */
    ONLY_RUNTIME_AND_CLI_AND_WHAT_DRIVES_PROCESSES_START_THREADS(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            Layer.RUNTIME, Layer.CLI, Layer.CHANNEL, Layer.DRIVE, Layer.CONTRACT, Layer.MODEL)
                    .and()
                    .doNotHaveFullyQualifiedName("io.isequencer.recording.RelationCheck")
                    .should()
                    .callMethod(Thread.class, "start")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Executors.class, ForkJoinPool.class, CompletableFuture.class, Timer.class),
            StartsThread.class),

    ONLY_THE_CLI_PRINTS(
            noClasses().that().resideOutsideOfPackage(Layer.CLI).should(ACCESS_STANDARD_STREAMS), Prints.class),

    ONLY_THE_CLI_EXITS(
            noClasses().that().resideOutsideOfPackage(Layer.CLI).should().callMethod(System.class, "exit", int.class),
            Exits.class),

    /**
     * Storages have formats and rules of their own. The laboratory writes what it compiles
     * and compares, into directories that are its own.
     */
    ONLY_OUTPUT_FILES_AND_STORAGES_WRITE_FILES(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(Layer.STORAGE)
                    .and()
                    .doNotHaveFullyQualifiedName("io.isequencer.cli.output.OutputFile")
                    .and()
                    .doNotHaveFullyQualifiedName("io.isequencer.laboratory.ScratchFile")
                    .and()
                    .doNotHaveFullyQualifiedName("io.isequencer.defects.DefectLab")
                    .and()
                    .doNotHaveFullyQualifiedName("io.isequencer.simulation.explore.Exploration")
                    .should()
                    .callMethodWhere(WritesFiles.BY_METHOD)
                    .orShould()
                    .callConstructorWhere(WritesFiles.BY_CONSTRUCTOR),
            WritesFile.class,
            OpensFile.class),

    WHAT_THE_API_THROWS_IS_A_SEQUENCER_EXCEPTION(
            classes()
                    .that()
                    .resideInAPackage(Layer.API)
                    .and()
                    .areAssignableTo(Throwable.class)
                    .should()
                    .beAssignableTo(SequencerException.class),
            OddException.class),

    /** So it runs wherever Java does, and costs whoever embeds it no native library. */
    ONE_PACKAGE_KNOWS_Z3(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.isequencer.proof.z3..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.microsoft.z3.."),
            KnowsSolver.class),

    /** What the relation says is read without knowing how it is compiled. */
    ONE_PACKAGE_WRITES_BYTE_CODE(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.isequencer.proof.sparse..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(Layer.BYTE_CODE),
            KnowsByteCode.class),

    /** Whether more comes is known only by reading on: what was read in part must not be taken for the whole. */
    NO_READER_TAKES_A_PAUSE_FOR_THE_END(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(InflaterInputStream.class)
                    .orShould()
                    .callMethodWhere(target(HasName.Predicates.name("available"))
                            .and(target(owner(assignableTo(InputStream.class))))),
            EndsEarly.class,
            AsksWhatIsThere.class),

    NOTHING_OF_THE_ENVIRONMENT_DECIDES(noClasses().should(new EnvironmentAccess()), AsksTheEnvironment.class),

    PUBLIC_FIELDS_ARE_FINAL(fields().that().arePublic().should().beFinal(), HasPublicField.class),

    NOBODY_SETS_ANOTHERS_FIELD(
            noClasses().should().accessFieldWhere(new WritesAnothersField()), SetsAnothersField.class),

    /**
     * What only tests call is theirs, and what nobody calls is deleted; the library is for others to call. The probes are
     * called by name, in the changed code that they probe, and the code is changed so that it says that it runs. The
     * moves of a list are what tests choose from; all others draw.
     */
    WHAT_IS_PUBLIC_IS_CALLED(
            methods()
                    .that()
                    .arePublic()
                    .and()
                    .areDeclaredInClassesThat(resideInAnyPackage(Layer.LABORATORY_AND_COMMANDS)
                            .and(not(nameMatching("io\\.isequencer\\.defects\\.(ChangedCode|\\w+Probe)")))
                            .and(not(type(MoveList.class))))
                    .should(new CalledByMainCode()),
            OffersWhatNobodyCalls.class);

    final ArchRule rule;
    final List<Class<?>> violators;

    HouseRule(ArchRule rule, Class<?>... violators) {
        this.rule = rule;
        this.violators = List.of(violators);
    }

    private static final class Layer {
        static final String API = "io.isequencer..api..";
        static final String SPI = "io.isequencer..spi..";
        static final String CORE = "io.isequencer..core..";
        static final String RUNTIME = "io.isequencer..runtime..";
        static final String STORAGE = "io.isequencer..storage..";
        static final String DIRECTORY = "io.isequencer..storage.directory..";
        static final String ORACLE = "io.isequencer..oracle..";
        static final String CLI = "io.isequencer..cli..";
        static final String CHANNEL = "io.isequencer.oracle.channel..";
        static final String DRIVE = "io.isequencer.oracle.drive..";
        static final String CONTRACT = "io.isequencer.oracle.contract..";
        static final String MODEL = "io.isequencer.model..";
        static final String[] LIBRARY = {API, SPI, CORE, RUNTIME, STORAGE, "io.isequencer.recording"};
        static final String[] CHECKS = {
            "io.isequencer..simulation..", MODEL, "io.isequencer.trace.validation..", "io.isequencer.defects.."
        };
        static final String[] LABORATORY = Stream.concat(
                        Stream.of(CHECKS),
                        Stream.of("io.isequencer..laboratory..", "io.isequencer.rules..", "io.isequencer.timeline.."))
                .toArray(String[]::new);
        static final String[] LABORATORY_AND_COMMANDS =
                Stream.concat(Stream.of(LABORATORY), Stream.of(ORACLE, CLI)).toArray(String[]::new);
        static final String[] RELATION = {
            "io.isequencer..proof.term..",
            "io.isequencer..proof.relation..",
            "io.isequencer..proof.evaluate..",
            "io.isequencer..proof.sparse..",
            "io.isequencer..proof.check..",
            "io.isequencer..proof.invariant.."
        };
        static final String LANG = "java.lang..";
        static final String UTIL = "java.util..";
        static final String BYTE_CODE = "org.objectweb.asm..";
        static final String NULLNESS = "org.jspecify.annotations";
    }
}
