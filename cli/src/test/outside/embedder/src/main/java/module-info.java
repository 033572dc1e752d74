module com.example.embedder {
    requires io.isequencer.storage;
}
