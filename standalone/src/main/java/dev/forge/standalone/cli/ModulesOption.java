package dev.forge.standalone.cli;

import dev.forge.standalone.engine.ModuleFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the engine of this home finds the modules of a pipeline. */
final class ModulesOption {
    @Option(
            names = "--modules",
            paramLabel = "DIR",
            description = "A folder of modules (module.yaml files), beside the folder modules next to FILE and here.")
    private List<Path> named = new ArrayList<>();

    /** Tells the engine of this home, of which the one named last counts most. */
    void add(Shell shell, Optional<PipelineFile> file) {
        ModuleFolders folders = ModuleFolders.of(shell.home(), shell.repository());
        folders.add(Path.of("modules"));
        file.map(PipelineFile::modules).ifPresent(folders::add);
        named.forEach(folders::add);
    }
}
