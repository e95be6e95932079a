package dev.forge.k8s.manifest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Spelling;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads JSON as Kubernetes' own types, strictly: the client library keeps a field that it does not know, and turns a
 * text into a number, and so would let a misspelt toleration pass in silence.
 */
final class KubernetesJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            // As Kubernetes has it: what is null was not written.
            .setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.SKIP, Nulls.SKIP));
    private static final KubernetesSerialization LENIENT = new KubernetesSerialization(MAPPER, false);
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");
    private static final Map<JavaType, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    private static final Scalar WHOLE =
            new Scalar("a whole number", json -> json.isIntegralNumber() && json.canConvertToLong());
    private static final Map<Class<?>, Scalar> SCALARS = Map.of(
            String.class,
            new Scalar("a text: put it into quotes", JsonNode::isTextual),
            Boolean.class,
            new Scalar("true or false", JsonNode::isBoolean),
            Integer.class,
            WHOLE,
            Long.class,
            WHOLE,
            IntOrString.class,
            new Scalar("a whole number or a text", json -> json.isTextual() || json.isIntegralNumber()),
            Quantity.class,
            new Scalar(
                    "a quantity such as 500m or 2Gi",
                    json -> QUANTITY.matcher(json.asText()).matches()));

    /** A value that is written as one word. */
    private record Scalar(String expected, Predicate<JsonNode> matches) {}

    private KubernetesJson() {}

    /**
     * Reads one value.
     *
     * @param path where it stands, for the sentence that refuses it
     * @throws dev.forge.runtime.LaunchRefused naming the field that is wrong
     */
    static <T> T read(JsonNode json, Class<T> type, String path) {
        if (!json.isObject()) {
            throw wrong(path, "a " + type.getSimpleName(), json);
        }
        check(json, MAPPER.constructType(type), path);
        return convert(json, type, path);
    }

    /** The same value with the fields of another over its own. */
    static <T> T over(T own, T under, Class<T> type) {
        ObjectNode merged = MAPPER.valueToTree(under);
        merged.setAll((ObjectNode) MAPPER.valueToTree(own));
        return LENIENT.convertValue(merged, type);
    }

    /** The names of the fields that are set. */
    static Iterable<String> fields(Object value) {
        return MAPPER.valueToTree(value)::fieldNames;
    }

    private static <T> T convert(JsonNode json, Class<T> type, String path) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Refusals.configuration(
                    path + " is no " + type.getSimpleName() + ": " + firstLine(e),
                    "write it as Kubernetes' API has it: kubectl explain pod.spec");
        }
    }

    private static String firstLine(Exception e) {
        return Optional.ofNullable(e.getMessage())
                .map(text -> text.lines().findFirst().orElse(""))
                .orElse("");
    }

    private static void check(JsonNode json, JavaType type, String path) {
        if (json.isNull()) {
            return;
        }
        if (type.isCollectionLikeType()) {
            checkList(json, type.getContentType(), path);
        } else if (type.isMapLikeType()) {
            checkMap(json, type.getContentType(), path);
        } else if (SCALARS.containsKey(type.getRawClass()) || fieldsOf(type).isEmpty()) {
            checkScalar(json, type.getRawClass(), path);
        } else {
            checkObject(json, type, path);
        }
    }

    private static void checkList(JsonNode json, JavaType content, String path) {
        if (!json.isArray()) {
            throw wrong(path, "a list", json);
        }
        for (int i = 0; i < json.size(); i++) {
            check(json.get(i), content, path + "[" + i + "]");
        }
    }

    private static void checkMap(JsonNode json, JavaType content, String path) {
        if (!json.isObject()) {
            throw wrong(path, "a map", json);
        }
        json.properties().forEach(entry -> check(entry.getValue(), content, path + "." + entry.getKey()));
    }

    private static void checkObject(JsonNode json, JavaType type, String path) {
        if (!json.isObject()) {
            throw wrong(path, "a " + type.getRawClass().getSimpleName(), json);
        }
        Map<String, JavaType> fields = fieldsOf(type);
        json.properties().forEach(entry -> {
            JavaType field = fields.get(entry.getKey());
            if (field == null) {
                throw Refusals.configuration(
                        path + "." + entry.getKey() + " is no field of Kubernetes' "
                                + type.getRawClass().getSimpleName(),
                        Spelling.suggestion(entry.getKey(), fields.keySet()));
            }
            check(entry.getValue(), field, path + "." + entry.getKey());
        });
    }

    private static void checkScalar(JsonNode json, Class<?> type, String path) {
        Scalar scalar = SCALARS.get(type);
        if (scalar != null && !scalar.matches().test(json)) {
            throw wrong(path, scalar.expected(), json);
        }
    }

    private static Map<String, JavaType> fieldsOf(JavaType type) {
        return FIELDS.computeIfAbsent(type, KubernetesJson::introspect);
    }

    private static Map<String, JavaType> introspect(JavaType type) {
        Map<String, JavaType> fields = new LinkedHashMap<>();
        if (type.getRawClass().getName().startsWith("io.fabric8.")) {
            for (BeanPropertyDefinition field :
                    MAPPER.getDeserializationConfig().introspect(type).findProperties()) {
                fields.put(field.getName(), field.getPrimaryType());
            }
        }
        return fields;
    }

    private static RuntimeException wrong(String path, String expected, JsonNode json) {
        String got = json.toString();
        String shown = got.length() > 60 ? got.substring(0, 60) + "…" : got;
        return Refusals.configuration(
                path + " must be " + expected + ", not " + shown,
                "write it as Kubernetes' API has it: kubectl explain pod.spec");
    }
}
