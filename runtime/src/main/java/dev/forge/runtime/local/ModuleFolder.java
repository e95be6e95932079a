package dev.forge.runtime.local;

import java.nio.file.Path;
import java.util.List;

/**
 * A module's own folder, as its {@code module.yaml} describes it.
 *
 * @param image without a tag for all tags; with one, for that alone
 */
record ModuleFolder(Path file, String image, List<String> command) {
    ModuleFolder {
        command = List.copyOf(command);
    }

    Path resolve(String word) {
        return file.resolveSibling(word).normalize();
    }

    boolean isExactlyFor(String wanted) {
        return image.equals(wanted);
    }

    boolean isFor(String wanted) {
        return isExactlyFor(wanted) || image.equals(untagged(wanted));
    }

    private static String untagged(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int tag = name.lastIndexOf(':');
        // A colon before a slash begins a registry's port.
        return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
    }
}
