package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The JSON Schemas (draft 2020-12) of what else is sent, by the shapes that its readers follow. */
public final class RequestSchemas {
    private RequestSchemas() {}

    /** Of a job, whose name may also be called {@code name}. */
    public static String ofJob() {
        ObjectNode schema = PipelineSchema.form(JobShape.JOB);
        ObjectNode properties = (ObjectNode) schema.path("properties");
        properties.set(JobReader.OTHER_NAME, properties.path(JobShape.NAME).deepCopy());
        schema.remove("required");
        schema.putArray("anyOf")
                .add(PipelineSchema.alone(JobShape.NAME, List.of(JobReader.OTHER_NAME)))
                .add(PipelineSchema.alone(JobReader.OTHER_NAME, List.of(JobShape.NAME)));
        return PipelineSchema.text("Forge job", schema);
    }

    /** Of a watch of a bucket. */
    public static String ofWatch() {
        return PipelineSchema.text("Forge watch", PipelineSchema.form(WatchShape.WATCH));
    }

    public static String ofPause() {
        return PipelineSchema.text("Forge pause request", PipelineSchema.form(ControlShape.PAUSE));
    }

    public static String ofContinue() {
        return PipelineSchema.text("Forge continue request", PipelineSchema.form(ControlShape.CONTINUE));
    }

    /** Of a change of a step: a merge, in which null removes. */
    public static String ofChange() {
        ObjectNode schema = PipelineSchema.form(ControlShape.CHANGE).put("minProperties", 1);
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            ObjectNode value = (ObjectNode) field.getValue();
            value.remove("default");
            removable(value, "additionalProperties");
            value.path("properties").properties().forEach(part -> part.setValue(orNull(part.getValue())));
            value.path("patternProperties").properties().forEach(part -> part.setValue(orNull(part.getValue())));
            // A container always has an image.
            if (!field.getKey().equals("image")) {
                field.setValue(orNull(value));
            }
        }
        return PipelineSchema.text("Forge change of a step", schema);
    }

    private static void removable(ObjectNode map, String keyword) {
        if (map.path(keyword) instanceof ObjectNode values) {
            map.set(keyword, orNull(values));
        }
    }

    private static ObjectNode orNull(JsonNode schema) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        ArrayNode both = either.putArray("anyOf").add(schema);
        both.addObject().put("type", "null");
        return either;
    }
}
