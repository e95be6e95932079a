package dev.forge.runtime.local;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.StoreAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a module finds in its environment.
 *
 * @param declared what Forge and the module's author declare; {@code $(…)} sees this alone, as on Kubernetes
 * @param all the same over the few variables of this machine that programs cannot do without
 * @param secret the names of those that hold secrets
 */
record Environment(Map<String, String> declared, Map<String, String> all, Set<String> secret) {
    private static final List<String> OF_THE_MACHINE =
            List.of("PATH", "HOME", "USER", "LANG", "TMPDIR", "SHELL", "JAVA_HOME");
    /** Where the object store is, and nothing of whom it lets in: a module brings credentials of its own. */
    private static final Set<String> OF_THE_STORE = Set.of(
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "FORGE_S3_PATH_STYLE",
            StoreAddress.HOST,
            StoreAddress.PORT);

    private static final String OF_THE_LOCALE = "LC_";

    /** Composes the environment of an attempt; resolves its secrets. */
    static Environment of(
            StepTask task, AttemptFolder folder, Path workspace, LocalSettings settings, Secrets secrets) {
        Map<String, String> forge = forge(task, folder, workspace);
        Map<String, String> declared = new LinkedHashMap<>(forge);
        Set<String> secret = new HashSet<>();
        if (task.kind() != StepKind.MODULE) {
            declared.putAll(settings.transferEnv());
            secret.addAll(settings.transferEnv().keySet());
        }
        if (task.kind() == StepKind.MODULE && task.objectStore()) {
            StoreAddress.with(settings.transferEnv()).entrySet().stream()
                    .filter(variable -> OF_THE_STORE.contains(variable.getKey()))
                    .forEach(variable -> declared.put(variable.getKey(), variable.getValue()));
        }
        ConfigMaps configMaps = ConfigMaps.under(settings.root());
        task.env().forEach((name, value) -> {
            declared.put(name, resolve(name, value, declared, secrets, configMaps));
            if (value instanceof EnvValue.SecretKey) {
                secret.add(name);
            }
        });
        declared.putAll(forge);
        Map<String, String> all = ofTheMachine(secrets.machine());
        all.putAll(declared);
        return new Environment(declared, all, secret);
    }

    /** What Forge declares. */
    static Map<String, String> forge(StepTask task, AttemptFolder folder, Path workspace) {
        Map<String, String> forge = new LinkedHashMap<>();
        forge.put("FORGE_DATA", workspace.toString());
        forge.put("FORGE_RUN_ID", task.attempt().runId());
        forge.put("FORGE_STEP", task.attempt().step());
        forge.put("FORGE_ATTEMPT", Integer.toString(task.attempt().number()));
        forge.put("FORGE_OUTPUT", folder.output().toString());
        return forge;
    }

    private static String resolve(
            String name, EnvValue value, Map<String, String> before, Secrets secrets, ConfigMaps configMaps) {
        String resolved = switch (value) {
            case EnvValue.Text(String text) -> Expansion.expand(text, before);
            case EnvValue.SecretKey key -> secrets.resolve(name, key);
            case EnvValue.ConfigMapKey key -> configMaps.resolve(name, key);
        };
        if (!isName(name) || !isValue(resolved)) {
            throw new LaunchRefused(Failure.of(
                    Category.CONFIGURATION,
                    "no process can have the environment variable " + name.replace('\0', '?'),
                    "give it a name without = and a value without zero bytes"));
        }
        return resolved;
    }

    private static Map<String, String> ofTheMachine(Map<String, String> machine) {
        Map<String, String> some = new LinkedHashMap<>();
        machine.forEach((name, value) -> {
            if (OF_THE_MACHINE.contains(name) || name.startsWith(OF_THE_LOCALE)) {
                some.put(name, value);
            }
        });
        return some;
    }

    String expand(String text) {
        return Expansion.expand(text, declared);
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && isValue(name);
    }

    static boolean isValue(String value) {
        return value.indexOf('\0') < 0;
    }
}
