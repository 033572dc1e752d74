package io.isequencer.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests until the first one fails, and says which: a column of the kill matrix.
 *
 * <p>Arguments: {@code --classes REGEX}, {@code --tag NAME}, {@code --without-tag NAME,NAME}, {@code --limit-seconds N}
 * for one test. Exit code 0 if all passed, 1 after a failure or a test that does not end, 6 if there was no test.
 */
public final class FirstFailure implements TestExecutionListener {
    private static final int FAILED = 1;
    private static final int VACUOUS = 6;

    private final AtomicInteger passed = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Deque<TestIdentifier> open = new ArrayDeque<>();
    private Future<?> alarm;

    /** Far more than any test takes: what lasts longer hangs. */
    private int limitSeconds = 150;

    public static void main(String[] args) throws URISyntaxException {
        FirstFailure listener = new FirstFailure();
        LauncherFactory.create().execute(listener.request(args), listener);
        System.out.println(listener.passed.get() + " tests passed");
        // Threads of tests may still be there.
        System.exit(listener.passed.get() == 0 ? VACUOUS : 0);
    }

    private LauncherDiscoveryRequest request(String[] args) throws URISyntaxException {
        Path root = Path.of(FirstFailure.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Filter<?>> filters = new ArrayList<>();
        String classes = ".*(Test|Properties)";
        for (int i = 0; i + 1 < args.length; i += 2) {
            String value = args[i + 1];
            switch (args[i]) {
                case "--classes" -> classes = value;
                case "--tag" -> filters.add(TagFilter.includeTags(value));
                case "--without-tag" -> filters.add(TagFilter.excludeTags(value.split(",")));
                case "--limit-seconds" -> limitSeconds = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("argument must be known: argument=" + args[i]);
            }
        }
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(root)))
                .filters(ClassNameFilter.includeClassNamePatterns(classes))
                .filters(filters.toArray(Filter[]::new))
                .build();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        open.push(test);
        watch();
    }

    /** Whatever is open: a test is made before it starts, and may hang there. */
    private void watch() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        TestIdentifier test = open.peek();
        if (test != null) {
            alarm = clock.schedule(() -> fail(test, " does not end"), limitSeconds, TimeUnit.SECONDS);
        }
    }

    private void fail(TestIdentifier test, String how) {
        System.out.println(name(test) + how + ", after " + passed + " tests");
        System.out.flush();
        Runtime.getRuntime().halt(FAILED);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        open.pop();
        watch();
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            result.getThrowable().ifPresent(Throwable::printStackTrace);
            fail(test, "");
        }
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed.incrementAndGet();
        }
    }

    /** Class and method, without packages and parameters. */
    private static String name(TestIdentifier test) {
        String name = test.getUniqueIdObject().getSegments().stream()
                .map(UniqueId.Segment::getValue)
                .skip(1)
                .limit(2)
                .map(value -> value.substring(value.lastIndexOf('.', endOfName(value)) + 1, endOfName(value)))
                .collect(Collectors.joining("."));
        return name.isEmpty() ? test.getDisplayName() : name;
    }

    private static int endOfName(String value) {
        int parameters = value.indexOf('(');
        return parameters < 0 ? value.length() : parameters;
    }
}
