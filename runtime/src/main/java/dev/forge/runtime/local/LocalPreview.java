package dev.forge.runtime.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.StepTask;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the launch of an attempt would start: its words as they are written, since what {@code $(…)} stands for may be a
 * secret, and its own variables. What the platform gives to its transfer steps, and to modules that speak to the object
 * store, is left out.
 */
record LocalPreview(LocalFolders folders, LocalSettings settings) {
    JsonNode of(StepTask task) throws IOException {
        LocalFolders.requireName(task);
        Path workspace = folders.workspace(task.attempt().runId());
        ObjectNode preview = JsonNodeFactory.instance.objectNode();
        new LocalCommands(settings.moduleFolders().get()).of(task).forEach(preview.putArray("command")::add);
        preview.put("folder", workspace.toString());
        ObjectNode env = preview.putObject("env");
        task.env().forEach((name, value) -> put(name, value, env));
        Environment.forge(task, folders.attempt(task.attempt()), workspace).forEach(env::put);
        return preview;
    }

    private static void put(String name, EnvValue value, ObjectNode env) {
        switch (value) {
            case EnvValue.Text(String text) -> env.put(name, text);
            case EnvValue.SecretKey(String secret, String key) ->
                env.putObject(name).put("secret", secret).put("key", key);
            case EnvValue.ConfigMapKey(String configMap, String key) ->
                env.putObject(name).put("configMap", configMap).put("key", key);
        }
    }
}
