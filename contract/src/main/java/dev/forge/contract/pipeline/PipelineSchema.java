package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The JSON Schema (draft 2020-12) of pipeline files, for editors. */
public final class PipelineSchema {
    /** The name under which the schema is kept beside a pipeline file. */
    public static final String FILE_NAME = "forge-pipeline.schema.json";

    /** The first line of a pipeline file that has the schema beside it: editors then complete and check. */
    public static final String EDITOR_LINE = "# yaml-language-server: $schema=./" + FILE_NAME;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PipelineSchema() {}

    /** The schema, to be written beside a pipeline file. */
    public static String text() {
        try (InputStream resource = PipelineSchema.class.getResourceAsStream("/" + FILE_NAME)) {
            if (resource == null) {
                throw new IllegalStateException(FILE_NAME + " is missing from the class path; build contract again");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE_NAME + " from the class path", e);
        }
    }

    /** The schema of run requests, which hold that of pipeline files. */
    public static String ofRunRequest() {
        return generate("Forge run request", RequestShape.REQUEST);
    }

    /** The schema as the shapes say it; the committed resource is a copy of this. */
    static String generate() {
        return generate("Forge pipeline, " + PipelineShape.API_VERSION, PipelineShape.PIPELINE);
    }

    private static String generate(String title, Shape.Form shape) {
        return text(title, form(shape));
    }

    /** A whole schema. */
    static String text(String title, ObjectNode form) {
        ObjectNode schema = object().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title);
        schema.setAll(form);
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indent);
        try {
            return MAPPER.writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    private static ObjectNode schema(Shape shape) {
        return switch (shape) {
            case Shape.Text(String pattern) -> text(pattern);
            case Shape.Literal() -> literal();
            case Shape.Amount(String pattern) -> {
                ObjectNode either = object();
                either.putArray("anyOf")
                        .add(text(pattern))
                        .add(object().put("type", "number").put("exclusiveMinimum", 0));
                yield either;
            }
            case Shape.Choice choice -> {
                ObjectNode words = object().put("type", "string");
                choice.words().forEach(words.putArray("enum")::add);
                yield words;
            }
            case Shape.Whole(int least, int most) ->
                object().put("type", "integer").put("minimum", least).put("maximum", most);
            case Shape.Fraction(double least, double most) ->
                object().put("type", "number").put("minimum", least).put("maximum", most);
            case Shape.Flag() -> object().put("type", "boolean");
            case Shape.Foreign() -> object().put("type", "object");
            case Shape.ListOf list -> list(list);
            case Shape.MapOf(String keyPattern, Shape value) -> {
                ObjectNode map = object().put("type", "object");
                map.set("propertyNames", object().put("pattern", keyPattern));
                map.set("additionalProperties", schema(value));
                yield map;
            }
            case Shape.Either(Shape brief, Shape full) -> {
                ObjectNode either = object();
                either.putArray("anyOf").add(schema(brief)).add(schema(full));
                yield either;
            }
            case Shape.Form form -> form(form);
        };
    }

    private static ObjectNode text(String pattern) {
        ObjectNode text = object().put("type", "string");
        return pattern.isEmpty() ? text : text.put("pattern", pattern);
    }

    private static ObjectNode literal() {
        ObjectNode literal = object();
        literal.putArray("type").add("string").add("number").add("boolean");
        return literal;
    }

    private static ObjectNode list(Shape.ListOf list) {
        ObjectNode schema = object().put("type", "array");
        schema.set("items", schema(list.item()));
        return schema.put("minItems", list.least()).put("maxItems", list.most());
    }

    /** The schema of a form, to be written into another one. */
    static ObjectNode form(Shape.Form form) {
        ObjectNode schema = object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Shape.Field field : form.fields()) {
            properties.set(field.name(), field(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        form.others()
                .ifPresent(map -> schema.putObject("patternProperties").set(map.keyPattern(), schema(map.value())));
        form.instead().ifPresent(choice -> instead(choice, schema));
        return schema.put("additionalProperties", false);
    }

    private static void instead(Shape.Instead choice, ObjectNode schema) {
        ArrayNode oneOf = schema.putArray("oneOf");
        oneOf.add(alone(choice.needed(), choice.replacements()));
        choice.replacements().forEach(replacement -> oneOf.add(alone(replacement, choice.replaced())));
    }

    /** A field that is there, and others that are not. */
    static ObjectNode alone(String field, List<String> others) {
        ObjectNode schema = object();
        schema.putArray("required").add(field);
        ObjectNode properties = schema.putObject("properties");
        others.forEach(other -> properties.put(other, false));
        return schema;
    }

    private static ObjectNode field(Shape.Field field) {
        ObjectNode schema = object().put("description", field.description());
        schema.setAll(schema(field.shape()));
        field.fallback().ifPresent(value -> schema.set("default", MAPPER.valueToTree(value)));
        field.example().ifPresent(value -> schema.putArray("examples").add(MAPPER.<JsonNode>valueToTree(value)));
        return schema;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
