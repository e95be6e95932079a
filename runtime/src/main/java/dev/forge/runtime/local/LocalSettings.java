package dev.forge.runtime.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How steps run as processes of this machine.
 *
 * @param root the folder that holds runs, secrets and the supervisor
 * @param moduleFolders where {@code module.yaml} files are looked for, up to three levels deep, asked anew at every
 *     launch; the first folder with a module for an image counts
 * @param grace between TERM and KILL
 * @param transferEnv what source and sink get beside their own environment: endpoint, region, credentials. Never
 *     written to disk
 */
public record LocalSettings(
        Path root, Supplier<List<Path>> moduleFolders, Duration grace, Map<String, String> transferEnv) {
    /** A third of Kubernetes' terminationGracePeriodSeconds: somebody may sit before this machine and wait. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public LocalSettings {
        root = root.toAbsolutePath().normalize();
        transferEnv = Map.copyOf(transferEnv);
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace between TERM and KILL must not be negative: " + grace);
        }
        transferEnv.forEach(LocalSettings::requireEnvironment);
    }

    /** With no folders of modules, and nothing for transfers. */
    public static LocalSettings under(Path root) {
        return new LocalSettings(root, List::of, DEFAULT_GRACE, Map.of());
    }

    public LocalSettings withModuleFolders(Supplier<List<Path>> folders) {
        return new LocalSettings(root, folders, grace, transferEnv);
    }

    public LocalSettings withGrace(Duration other) {
        return new LocalSettings(root, moduleFolders, other, transferEnv);
    }

    public LocalSettings withTransferEnv(Map<String, String> env) {
        return new LocalSettings(root, moduleFolders, grace, env);
    }

    private static void requireEnvironment(String name, String value) {
        if (!Environment.isName(name) || !Environment.isValue(value)) {
            throw new IllegalArgumentException("not an environment variable for transfers: " + name);
        }
    }

    /** Names the variables for transfers and leaves out their values, which hold credentials. */
    @Override
    public String toString() {
        return "LocalSettings[root=" + root + ", moduleFolders=" + moduleFolders.get() + ", grace=" + grace
                + ", transferEnv=" + new TreeMap<>(transferEnv).keySet() + "]";
    }
}
