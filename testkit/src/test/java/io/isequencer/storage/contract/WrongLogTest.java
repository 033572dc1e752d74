package io.isequencer.storage.contract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suite finds each fault by its own rule and no other. It waits much, hence the class of its own: it gets a JVM. */
@Tag("slow")
class WrongLogTest {
    @ParameterizedTest
    @EnumSource
    void breaksItsRule(WrongLog wrong) {
        EngineSuiteTest.assertBreaks(wrong.rule, EngineSuite.LOG.judge(wrong.engine()));
    }
}
