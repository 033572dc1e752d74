package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A field that is added later and not copied is found here: all fields are compared, by reflection. */
class CopyTest {
    private static final Set<Class<?>> SHARED =
            Set.of(SequencerParams.class, SeqTypes.Kind.class, Cache.class, StepListener.class);

    @Test
    void aCopyHasEveryFieldOfEachState() {
        CoreDriver driver = new CoreDriver(1);
        Partition copy = new Partition(driver.params, new MapCache(), StepListener.NONE);
        List<String> seen = new ArrayList<>();
        compare(driver, copy, seen);
        driver.settle();
        compare(driver, copy, seen);
        driver.client.start(driver.partition.admission(), CoreDriver.KIND, CoreDriver.WS);
        compare(driver, copy, seen);
        driver.client.miss(CoreDriver.B);
        compare(driver, copy, seen);
        driver.client.fill(7);
        driver.client.next(driver.partition.admission(), CoreDriver.B);
        compare(driver, copy, seen);
        driver.client.flush();
        driver.flusher.step();
        compare(driver, copy, seen);
        driver.flusher.failed();
        compare(driver, copy, seen);
        driver.flusher.wake();
        driver.flusher.step();
        driver.client.start(driver.partition.admission(), CoreDriver.KIND, CoreDriver.WS + 1);
        driver.client.actualize();
        compare(driver, copy, seen);
        driver.partition.close();
        compare(driver, copy, seen);
        assertEquals(9, seen.stream().distinct().count(), "each state is another one");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        CoreDriver driver = CoreDriver.ready();
        Partition copy = new Partition(driver.params, new MapCache(), StepListener.NONE);
        copy.copyFrom(driver.partition);
        String before = describe(driver.partition);
        copy.client().start(copy.admission(), CoreDriver.KIND, CoreDriver.WS);
        copy.client().miss(CoreDriver.A);
        copy.client().fill(3);
        copy.client().flush();
        assertEquals(before, describe(driver.partition));
        assertNotEquals(before, describe(copy));
    }

    @Test
    void whatIsRememberedTellsStatesApart() {
        Set<Long> hashes = new HashSet<>();
        CoreDriver driver = CoreDriver.ready();
        hashes.add(driver.client.memoryHash());
        driver.start(CoreDriver.WS);
        hashes.add(driver.client.memoryHash());
        driver.use(CoreDriver.A, 5);
        hashes.add(driver.client.memoryHash());
        driver.use(CoreDriver.B, 6);
        hashes.add(driver.client.memoryHash());
        driver.client.flush();
        driver.start(CoreDriver.WS + 1);
        driver.use(CoreDriver.A, 5);
        driver.use(CoreDriver.B, 6);
        hashes.add(driver.client.memoryHash());
        driver.client.flush();
        driver.cache.clear();
        driver.start(CoreDriver.WS + 1);
        driver.use(CoreDriver.B, 6);
        driver.client.miss(CoreDriver.A);
        hashes.add(driver.client.memoryHash());
        assertEquals(6, hashes.size());
        Partition copy = new Partition(driver.params, new MapCache(), StepListener.NONE);
        copy.copyFrom(driver.partition);
        assertEquals(driver.client.memoryHash(), copy.client().memoryHash());
    }

    private static void compare(CoreDriver driver, Partition copy, List<String> seen) {
        copy.copyFrom(driver.partition);
        String state = describe(driver.partition);
        assertEquals(state, describe(copy));
        seen.add(state);
    }

    private static String describe(Partition partition) {
        StringBuilder text = new StringBuilder();
        try {
            describe(partition, text, new ArrayList<>());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static void describe(Object object, StringBuilder text, List<Object> path) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(object);
            text.append(field.getName()).append('=');
            if (value == null || field.getType().isPrimitive() || value instanceof Enum) {
                text.append(value);
            } else if (value.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    text.append(Array.get(value, i)).append(',');
                }
            } else if (SHARED.stream().noneMatch(type -> type.isInstance(value)) && !contains(path, value)) {
                path.add(value);
                text.append('(');
                describe(value, text, path);
                text.append(')');
            }
            text.append('\n');
        }
    }

    private static boolean contains(List<Object> path, Object value) {
        return path.stream().anyMatch(seen -> seen == value);
    }
}
