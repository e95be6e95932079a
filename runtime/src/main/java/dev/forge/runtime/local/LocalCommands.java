package dev.forge.runtime.local;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.LaunchRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an image becomes a command of this machine.
 *
 * @param moduleFolders the first that has a module for an image counts
 */
record LocalCommands(List<Path> moduleFolders) {
    private static final String HERE = "./";

    LocalCommands {
        moduleFolders = moduleFolders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    /**
     * Command and args of a task: its own command, else that of the {@code module.yaml} for its image.
     *
     * @throws LaunchRefused if there is neither, or it is not clear which
     */
    List<String> of(StepTask task) throws IOException {
        List<String> broken = new ArrayList<>();
        Optional<ModuleFolder> module = module(task.image(), broken);
        if (task.command().isEmpty() && module.isEmpty()) {
            throw noCommand(task, broken);
        }
        List<String> words =
                new ArrayList<>(module.map(folder -> words(task, folder)).orElse(task.command()));
        words.addAll(task.args());
        return words;
    }

    private Optional<ModuleFolder> module(String image, List<String> broken) throws IOException {
        for (Path folder : moduleFolders) {
            ModuleFolders.Found found = ModuleFolders.under(folder);
            Optional<ModuleFolder> module = found.forImage(image);
            if (module.isPresent()) {
                return module;
            }
            broken.addAll(found.broken());
        }
        return Optional.empty();
    }

    private static List<String> words(StepTask task, ModuleFolder module) {
        return task.command().isEmpty()
                ? module.command().stream().map(word -> inside(word, module)).toList()
                : task.command().stream().map(word -> whereThere(word, module)).toList();
    }

    private static String inside(String word, ModuleFolder module) {
        return word.startsWith(HERE) ? module.resolve(word).toString() : word;
    }

    /** A task's own command may also name files of the workspace, which is where it runs. */
    private static String whereThere(String word, ModuleFolder module) {
        return word.startsWith(HERE) && Files.exists(module.resolve(word)) ? inside(word, module) : word;
    }

    private LaunchRefused noCommand(StepTask task, List<String> broken) {
        if (!broken.isEmpty()) {
            return Supervisor.refused(
                    "no module.yaml could be found for the image " + task.image() + ", and these cannot be read: "
                            + String.join("; ", broken),
                    "mend them, or give the module a command:");
        }
        String where = moduleFolders.isEmpty()
                ? "no folder of modules is given"
                : "no module.yaml under "
                        + String.join(
                                ", ", moduleFolders.stream().map(Path::toString).toList()) + " is for it";
        return new LaunchRefused(Failure.of(
                Category.IMAGE,
                "nothing says how to run the image " + task.image() + " without Kubernetes: it has no command:, and "
                        + where,
                "give the module a command:, add a module.yaml under modules/ or under --modules DIR, or run the"
                        + " pipeline on Kubernetes"));
    }
}
