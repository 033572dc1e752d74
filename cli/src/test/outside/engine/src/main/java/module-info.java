module com.example.engine {
    requires io.isequencer;

    exports com.example;
}
