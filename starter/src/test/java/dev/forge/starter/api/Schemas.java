package dev.forge.starter.api;

import static dev.forge.starter.api.OpenApiDocument.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.PipelineSchema;
import dev.forge.contract.pipeline.RequestSchemas;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.api.Sources.Comment;
import dev.forge.starter.schedule.Overlap;
import dev.forge.starter.schedule.ScheduleDefinition;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The schemas of bodies and answers. */
final class Schemas {
    private Schemas() {}

    static ObjectNode reference(String schema) {
        return object().put("$ref", "#/components/schemas/" + schema);
    }

    /** Those that the processor has read from the code's types, with their Javadoc, and those of what is sent. */
    static ObjectNode all(ObjectNode generated, Sources sources) {
        TreeMap<String, JsonNode> schemas = new TreeMap<>();
        generated
                .properties()
                .forEach(entry -> schemas.put(
                        entry.getKey(), described((ObjectNode) plain(entry.getValue()), sources.of(entry.getKey()))));
        ((ObjectNode) schemas.get("Overlap")).set("enum", HistoryFormat.mapper().valueToTree(Overlap.values()));
        ((ObjectNode) schemas.get("PipelineDetail").path("properties")).set("pipeline", reference("PipelineFile"));
        ((ObjectNode) schemas.get("WatchDetail").path("properties")).set("watch", reference("Watch"));
        schemas.put("Watch", sent(RequestSchemas.ofWatch()));
        // The path has it as well.
        without((ObjectNode) schemas.get("Watch"), List.of("name"));
        anythingIfThere((ObjectNode) schemas.get("ResultDifference"), List.of("before", "after"));
        schemas.put("PipelineFile", sent(PipelineSchema.text()));
        schemas.put("RunRequest", runRequest());
        schemas.put(
                "Recipe",
                object().put("type", "object").put("description", "A recipe: any JSON object, kept as it is."));
        schemas.put("JobRequest", sent(RequestSchemas.ofJob()));
        // It has the same field, and is read by the starter.
        schemas.put("CancelRequest", sent(RequestSchemas.ofPause()).put("title", "Forge cancel request"));
        schemas.put("PauseRequest", sent(RequestSchemas.ofPause()));
        schemas.put("ContinueRequest", sent(RequestSchemas.ofContinue()));
        schemas.put("StepChange", sent(RequestSchemas.ofChange()));
        schemas.put("ScheduleRequest", scheduleRequest(schemas.get("ScheduleDetail")));
        schemas.put("ScheduledJobRequest", scheduledJobRequest(schemas));
        schemas.put("ScheduleNote", closed(Map.of("note", object().put("type", "string"))));
        schemas.put("ScheduleTrigger", closed(Map.of("overlap", reference("Overlap"))));
        schemas.put("ScheduleBackfill", scheduleBackfill());
        schemas.put("ProblemDocument", described(problem(), sources.of("ProblemDocument")));
        ObjectNode all = object();
        schemas.forEach(all::set);
        return all;
    }

    /** Fields that hold any JSON or are left out, which the processor takes for objects that are always there. */
    private static void anythingIfThere(ObjectNode schema, List<String> fields) {
        fields.forEach(field -> ((ObjectNode) schema.path("properties").path(field)).remove("type"));
        without(schema, fields);
    }

    /** The same, where these fields may be left out. */
    private static void without(ObjectNode schema, List<String> fields) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        required.removeAll(fields);
        required.forEach(schema.putArray("required")::add);
    }

    /** As OpenAPI 3.1 has it. What has no value is left out of answers, so nothing is ever null. */
    static JsonNode plain(JsonNode schema) {
        if (schema instanceof ArrayNode list) {
            ArrayNode plain = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (!(schema instanceof ObjectNode)) {
            return schema;
        }
        ObjectNode plain = object();
        schema.properties().forEach(entry -> plain.set(entry.getKey(), plain(entry.getValue())));
        plain.remove(List.of("nullable", "x-type", "x-enum-descriptions"));
        if (plain.path("allOf").size() == 1) {
            plain.setAll((ObjectNode) plain.remove("allOf").get(0));
        }
        // A type that may be any JSON, and a byte array, which is the answer itself.
        boolean anything = plain.path("type").asText().equals("object") && plain.size() == 1;
        return anything || plain.path("format").asText().equals("byte") ? object() : plain;
    }

    private static ObjectNode described(ObjectNode schema, Optional<Comment> comment) {
        comment.ifPresent(said -> {
            schema.put("description", said.all());
            said.parameters().forEach((name, text) -> {
                if (schema.path("properties").path(name) instanceof ObjectNode property) {
                    property.put("description", text);
                }
            });
        });
        return schema;
    }

    private static ObjectNode problem() {
        ObjectNode schema = object().put("type", "object");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (String name : List.of("type", "title", "status", "detail", "code", "errors")) {
            required.add(name);
            properties.putObject(name).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        Problems.words().forEach(properties.withObject("code").putArray("enum")::add);
        properties.putObject("errors").put("type", "array").set("items", reference("Problem"));
        return schema;
    }

    private static ObjectNode runRequest() {
        ObjectNode schema = sent(PipelineSchema.ofRunRequest());
        ObjectNode pipeline = (ObjectNode) schema.path("properties").path("pipeline");
        ((ArrayNode) pipeline.path("anyOf")).set(1, reference("PipelineFile"));
        return schema;
    }

    /** The fields of a schedule, each of which may be left out of a change; a list may be one item alone. */
    private static ObjectNode scheduleRequest(JsonNode detail) {
        ObjectNode schema = object().put("type", "object")
                .put("description", "A schedule; docs/schedules.md tells which fields may be left out.");
        ObjectNode properties = schema.putObject("properties");
        List<String> fields = new ArrayList<>(List.of("id"));
        for (RecordComponent field : ScheduleDefinition.class.getRecordComponents()) {
            fields.add(field.getName());
        }
        for (String field : fields) {
            ObjectNode property = detail.path("properties").path(field).deepCopy();
            if (property.path("type").asText().equals("array")) {
                ObjectNode either = properties.putObject(field);
                Optional.ofNullable(property.remove("description")).ifPresent(text -> either.set("description", text));
                either.putArray("anyOf").add(property.path("items").deepCopy()).add(property);
            } else {
                properties.set(field, property);
            }
        }
        properties.putObject("run").set("anyOf", RequestBodies.run());
        return schema;
    }

    /** The fields of a job beside those of a schedule, whose cron line may be called as Kubernetes does. */
    private static ObjectNode scheduledJobRequest(Map<String, JsonNode> schemas) {
        ObjectNode schema = object().put("type", "object")
                .put("description", "A job and its times; docs/schedules.md tells which fields may be left out.");
        ObjectNode properties = schema.putObject("properties");
        properties.setAll(
                (ObjectNode) schemas.get("JobRequest").path("properties").deepCopy());
        properties.setAll(
                (ObjectNode) schemas.get("ScheduleRequest").path("properties").deepCopy());
        properties.remove("run");
        properties.set("schedule", properties.path("cron").deepCopy());
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode scheduleBackfill() {
        ObjectNode time = object().put("type", "string").put("format", "date-time");
        ObjectNode schema = closed(Map.of("from", time, "to", time, "overlap", reference("Overlap")));
        schema.putArray("required").add("from").add("to");
        return schema;
    }

    /** An object with these fields and no others. */
    private static ObjectNode closed(Map<String, ObjectNode> fields) {
        ObjectNode schema = object().put("type", "object");
        schema.putObject("properties").setAll(new TreeMap<>(fields));
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode sent(String text) {
        try {
            ObjectNode schema = (ObjectNode) HistoryFormat.mapper().readTree(text);
            schema.remove("$schema");
            return schema;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
