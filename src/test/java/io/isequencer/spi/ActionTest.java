package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ActionTest {
    @Test
    void theSpecificationsNameIsTheConstantsInCamelCase() {
        for (Action action : Action.values()) {
            StringBuilder name = new StringBuilder();
            for (String word : action.name().split("_")) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            assertEquals(name.toString(), action.specName());
        }
    }
}
