package dev.forge.k8s.manifest;

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

/**
 * Reads JSON as Kubernetes' own types, strictly: the client library keeps a field that it does not know, and turns a
 * text into a number, and so would let a misspelt toleration pass in silence.
 */
final class KubernetesJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final KubernetesSerialization LENIENT = new KubernetesSerialization(MAPPER, false);
    private static final Map<JavaType, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

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
        } else if (fieldsOf(type).isEmpty() || isText(type)) {
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
        boolean right;
        String expected;
        if (type == String.class) {
            right = json.isTextual();
            expected = "a text: put it into quotes";
        } else if (type == Boolean.class) {
            right = json.isBoolean();
            expected = "true or false";
        } else if (type == Integer.class || type == Long.class) {
            right = json.isIntegralNumber() && json.canConvertToLong();
            expected = "a whole number";
        } else if (type == IntOrString.class || type == Quantity.class) {
            right = json.isTextual() || json.isNumber();
            expected = "a number or a text";
        } else {
            right = true;
            expected = "";
        }
        if (!right) {
            throw wrong(path, expected, json);
        }
    }

    private static boolean isText(JavaType type) {
        return type.getRawClass() == Quantity.class || type.getRawClass() == IntOrString.class;
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
