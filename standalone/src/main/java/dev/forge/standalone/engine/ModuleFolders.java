package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where modules are looked for: the folders that callers named, the one named last first, then the repository's own.
 * A file in the home holds them, since the engine may have been in the background long before a caller comes.
 */
public final class ModuleFolders {
    private final Path registry;
    private final List<Path> own;

    private ModuleFolders(Path registry, List<Path> own) {
        this.registry = registry;
        this.own = own;
    }

    /** The folders of a home; {@code modules} and {@code examples/*}{@code /modules} of a clone are its own. */
    public static ModuleFolders of(Home home, Path repository) {
        List<Path> own = new ArrayList<>(List.of(repository.resolve("modules")));
        Path examples = repository.resolve("examples");
        if (Files.isDirectory(examples)) {
            try (Stream<Path> found = Files.list(examples)) {
                found.map(example -> example.resolve("modules")).sorted().forEach(own::add);
            } catch (IOException e) {
                throw new UncheckedIOException(examples + " cannot be listed.", e);
            }
        }
        return new ModuleFolders(home.moduleFolders(), own);
    }

    /** All folders that are there, in the order in which they count. */
    public List<Path> all() {
        Set<Path> folders = new LinkedHashSet<>(named());
        folders.addAll(own);
        return folders.stream().filter(Files::isDirectory).toList();
    }

    /** Remembers a caller's folder as the one that counts most; does nothing where it is no folder. */
    public void add(Path folder) {
        Path named = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(named)) {
            return;
        }
        Set<Path> folders = new LinkedHashSet<>(List.of(named));
        folders.addAll(named());
        write(folders.stream().map(Path::toString).toList());
    }

    private void write(List<String> lines) {
        try {
            Path beside = Files.createTempFile(registry.getParent(), "module-folders", ".new");
            Files.write(beside, lines);
            Files.move(beside, registry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(registry + " cannot be written.", e);
        }
    }

    private List<Path> named() {
        try {
            return Files.readAllLines(registry).stream()
                    .filter(line -> !line.isBlank())
                    .map(Path::of)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(registry + " cannot be read.", e);
        }
    }
}
