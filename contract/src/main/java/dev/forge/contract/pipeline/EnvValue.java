package dev.forge.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The value of an environment variable: written out, or a reference that only the runtime resolves. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(EnvValue.Text.class),
    @JsonSubTypes.Type(EnvValue.SecretKey.class),
    @JsonSubTypes.Type(EnvValue.ConfigMapKey.class)
})
public sealed interface EnvValue {
    /** A value written in the pipeline; may hold expressions. */
    record Text(String text) implements EnvValue {}

    /** One key of a Secret. Its value never enters a workflow's input, history, log or error. */
    record SecretKey(String secret, String key) implements EnvValue {}

    /** One key of a ConfigMap. */
    record ConfigMapKey(String configMap, String key) implements EnvValue {}

    static EnvValue text(String text) {
        return new Text(text);
    }
}
