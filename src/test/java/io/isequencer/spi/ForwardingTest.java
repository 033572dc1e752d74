package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrapped hears each call of its interface once, and its answer is the wrapper's. */
class ForwardingTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            long.class,
            7L,
            int.class,
            3,
            boolean.class,
            true,
            EventLog.AppendResult.class,
            EventLog.AppendResult.CONFLICT);

    @ParameterizedTest
    @ValueSource(classes = {EventLog.class, SequenceStorage.class})
    void everyCallIsPassedOn(Class<?> port) throws ReflectiveOperationException {
        List<String> heard = new ArrayList<>();
        Object inner = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            heard.add(method.getName() + Arrays.toString(args));
            return SAMPLES.get(method.getReturnType());
        });
        Object wrapper = wrapped(inner);
        int calls = 0;
        for (Method method : port.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Object[] args =
                    Arrays.stream(method.getParameterTypes()).map(SAMPLES::get).toArray();
            assertEquals(SAMPLES.get(method.getReturnType()), method.invoke(wrapper, args), method.getName());
            calls++;
            assertEquals(calls, heard.size(), method.getName());
            assertEquals(method.getName() + Arrays.toString(args.length == 0 ? null : args), heard.get(calls - 1));
        }
        assertEquals(port == EventLog.class ? 6 : 5, calls);
    }

    @ParameterizedTest
    @ValueSource(classes = {EventLog.class, SequenceStorage.class})
    void nothingToPassOnToIsRefused(Class<?> port) {
        Function<Class<?>, Object> wrap = of -> of == EventLog.class ? new Log(null) : new Storage(null);
        assertThrows(NullPointerException.class, () -> wrap.apply(port));
    }

    private static Object wrapped(Object inner) {
        return inner instanceof EventLog log ? new Log(log) : new Storage((SequenceStorage) inner);
    }

    private static final class Log extends ForwardingEventLog {
        Log(EventLog log) {
            super(log);
        }
    }

    private static final class Storage extends ForwardingStorage {
        Storage(SequenceStorage storage) {
            super(storage);
        }
    }
}
