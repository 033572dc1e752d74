package io.isequencer.oracle.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.isequencer.testing.ProjectFiles;
import java.util.Optional;

/** A published schema of whole documents. */
public final class DocumentSchema {
    public static final DocumentSchema CASE = new DocumentSchema("case.schema.json");
    public static final DocumentSchema HISTORY_LINE = new DocumentSchema("history.schema.json");
    public static final DocumentSchema VECTOR_FILE = new DocumentSchema("vectors.schema.json");

    private final JsonSchema schema;

    private DocumentSchema(String name) {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Json.parse(ProjectFiles.read("conformance/schemas/" + name)));
    }

    /** What is wrong with the document; empty if nothing is. */
    public Optional<String> firstError(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .findFirst();
    }
}
