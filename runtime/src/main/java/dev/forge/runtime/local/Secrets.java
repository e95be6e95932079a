package dev.forge.runtime.local;

import dev.forge.contract.pipeline.EnvValue.SecretKey;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where secrets are on a machine without Kubernetes: the file {@code secrets/SECRET/KEY} under the root, else the
 * variable {@code FORGE_SECRET_SECRET_KEY} of the worker's own environment.
 *
 * @param machine the worker's own environment
 */
record Secrets(Path folder, Map<String, String> machine) {
    /** The value; of a file without its final line end, which editors add and no password has. */
    String resolve(String name, SecretKey secret) {
        Path file = folder.resolve(secret.secret()).resolve(secret.key()).normalize();
        String variable = variable(secret);
        try {
            if (file.startsWith(folder) && Files.isRegularFile(file)) {
                return Files.readString(file).replaceFirst("\\R\\z", "");
            }
        } catch (IOException e) {
            throw new RuntimeUnavailable("The secret " + file + " cannot be read: make it readable UTF-8.", e);
        }
        if (machine.containsKey(variable)) {
            return machine.get(variable);
        }
        throw new LaunchRefused(Failure.of(
                Category.CONFIGURATION,
                "its variable " + name + " takes the key " + secret.key() + " of the secret " + secret.secret()
                        + ", which this machine does not have",
                "write it to " + file + ", or start the worker with " + variable + " set"));
    }

    private static String variable(SecretKey secret) {
        String words = "FORGE_SECRET_" + secret.secret() + "_" + secret.key();
        return words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
