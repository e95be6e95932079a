package dev.forge.runtime.local;

import dev.forge.contract.pipeline.EnvValue.ConfigMapKey;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where ConfigMaps are on a machine without Kubernetes: the file {@code configmaps/NAME/KEY} under the root. */
record ConfigMaps(Path folder) {
    static ConfigMaps under(Path root) {
        return new ConfigMaps(root.resolve("configmaps"));
    }

    /** The value, without the final line end that editors add. */
    String resolve(String name, ConfigMapKey wanted) {
        Path file = folder.resolve(wanted.configMap()).resolve(wanted.key()).normalize();
        try {
            if (file.startsWith(folder) && Files.isRegularFile(file)) {
                return Files.readString(file).replaceFirst("\\R\\z", "");
            }
        } catch (IOException e) {
            throw new RuntimeUnavailable("The value " + file + " cannot be read: make it readable UTF-8.", e);
        }
        throw new LaunchRefused(Failure.of(
                Category.CONFIGURATION,
                "its variable " + name + " takes the key " + wanted.key() + " of the ConfigMap " + wanted.configMap()
                        + ", which this machine does not have",
                "write it to " + file));
    }
}
