package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where modules are looked for: the repository's own, and the folders that callers named. An engine in the
 * background learns of the latter from a file in its home.
 */
public final class ModuleFolders {
    private final Path registry;
    private final List<Path> own;

    private ModuleFolders(Path registry, List<Path> own) {
        this.registry = registry;
        this.own = own;
    }

    /**
     * The folders of a home.
     *
     * @param repository the clone: its {@code modules} and {@code examples/*}{@code /modules} are always looked through
     */
    public static ModuleFolders of(Home home, Path repository) {
        List<Path> own = new ArrayList<>(List.of(repository.resolve("modules")));
        Path examples = repository.resolve("examples");
        if (Files.isDirectory(examples)) {
            try (Stream<Path> found = Files.list(examples)) {
                found.map(example -> example.resolve("modules"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .forEach(own::add);
            } catch (IOException e) {
                throw new UncheckedIOException(examples + " cannot be listed.", e);
            }
        }
        return new ModuleFolders(home.moduleFolders(), List.copyOf(own));
    }

    /** All folders, those that callers named first: a module of one's own goes before one of the same image here. */
    public List<Path> all() {
        Set<Path> folders = new LinkedHashSet<>(named());
        folders.addAll(own);
        return List.copyOf(folders);
    }

    /** Remembers a caller's folder, as the first to look into; one that is not there is left out. */
    public void add(Path folder) {
        Path named = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(named) || named().stream().findFirst().equals(java.util.Optional.of(named))) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(named.toString()));
        named().stream().filter(other -> !other.equals(named)).map(Path::toString).forEach(lines::add);
        try {
            Path beside = Files.createTempFile(registry.getParent(), "module-folders", ".new");
            Files.write(beside, lines, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(beside, registry, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(registry + " cannot be written.", e);
        }
    }

    private List<Path> named() {
        try {
            return Files.readAllLines(registry).stream()
                    .filter(line -> !line.isBlank())
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(registry + " cannot be read.", e);
        }
    }
}
