package io.isequencer.judge;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs named tests, inside of whatever class loader or JVM it was loaded in: with a planted defect first on the class
 * path, this tells whether a test kills it. It speaks in strings: the caller's classes may be others of the same name.
 *
 * <p>As a program: {@code java -cp DEFECT:CLASSPATH io.isequencer.judge.TestProbe CLASS[#METHOD]} prints the first
 * failure and exits with 1, or exits with 0 if all passed; 2 means that the test could not be run.
 */
public final class TestProbe {
    private TestProbe() {}

    /**
     * Runs a test class, or one method of it.
     *
     * @param test as {@code io.isequencer.core.RulesTest} or {@code io.isequencer.core.RulesTest#method}
     * @return the name of the first test that failed and what it said, or nothing if all passed
     * @throws IllegalArgumentException if there is no such test: it would kill nothing for ever
     */
    public static String[] run(String test) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JUnit looks for its engines there.
        thread.setContextClassLoader(TestProbe.class.getClassLoader());
        try {
            return runHere(test);
        } catch (ClassNotFoundException | JUnitException e) {
            throw new IllegalArgumentException("test must exist: test=" + test, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    public static void main(String[] args) {
        int exit = 2;
        try {
            String[] failure = run(args[0]);
            exit = failure.length > 0 ? 1 : 0;
            if (exit == 1) {
                System.out.println(failure[0] + ": " + failure[1]);
            }
        } finally {
            // Whatever threads are left.
            System.exit(exit);
        }
    }

    private static String[] runHere(String test) throws ClassNotFoundException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selector(test))
                .build();
        Outcome outcome = new Outcome();
        LauncherFactory.create().execute(request, outcome);
        if (outcome.tests == 0 && outcome.failures.isEmpty()) {
            throw new IllegalArgumentException("test must exist: test=" + test);
        }
        return outcome.failures.isEmpty() ? new String[0] : outcome.failures.get(0);
    }

    private static DiscoverySelector selector(String test) throws ClassNotFoundException {
        int hash = test.indexOf('#');
        Class<?> type =
                Class.forName(hash < 0 ? test : test.substring(0, hash), false, TestProbe.class.getClassLoader());
        return hash < 0 ? selectClass(type) : selectMethod(type, test.substring(hash + 1));
    }

    private static final class Outcome implements TestExecutionListener {
        private final List<String[]> failures = new ArrayList<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            if (identifier.isTest()) {
                tests++;
            }
            result.getThrowable().ifPresent(thrown -> {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(new String[] {identifier.getDisplayName(), thrown.toString()});
                }
            });
        }
    }
}
