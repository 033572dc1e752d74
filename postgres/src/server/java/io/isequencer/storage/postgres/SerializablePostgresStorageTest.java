package io.isequencer.storage.postgres;

import org.junit.jupiter.api.Tag;

/** Where transactions fail because they cannot be put in an order, they are repeated: nothing else changes. */
@Tag("slow")
class SerializablePostgresStorageTest extends PostgresStorageContractTest {
    @Override
    String isolation() {
        return "serializable";
    }
}
