package dev.forge.runtime.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the {@code module.yaml} files under a folder, anew each time: their authors are at work on them. */
final class ModuleFolders {
    private static final String FILE = "module.yaml";

    /** {@code examples/weather/modules/monthly} under {@code examples}. */
    private static final int DEEPEST = 3;

    private static final ObjectReader READER = YAMLMapper.builder().build().readerFor(Description.class);

    private final List<ModuleFolder> modules = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private ModuleFolders() {}

    static Found under(Path folder) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        search(folder, DEEPEST, files);
        ModuleFolders read = new ModuleFolders();
        for (Path file : files) {
            read.add(file);
        }
        return new Found(read.modules, read.broken);
    }

    private static void search(Path folder, int depth, Set<Path> files) throws IOException {
        if (Files.isRegularFile(folder.resolve(FILE))) {
            files.add(folder.resolve(FILE));
        }
        if (depth == 0 || !Files.isReadable(folder)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, ModuleFolders::isSearched)) {
            for (Path child : children) {
                search(child, depth - 1, files);
            }
        }
    }

    private static boolean isSearched(Path child) {
        return Files.isDirectory(child) && !child.getFileName().toString().startsWith(".");
    }

    private void add(Path file) throws IOException {
        try {
            Description description = READER.readValue(Files.readAllBytes(file));
            if (description == null
                    || description.image().isBlank()
                    || description.command().isEmpty()) {
                broken.add(file + ": it needs image: and command: (a list of words)");
            } else {
                modules.add(new ModuleFolder(file, description.image(), description.command()));
            }
        } catch (JacksonException e) {
            broken.add(file + ": " + e.getOriginalMessage());
        }
    }

    /** The text of a {@code module.yaml}. */
    record Description(
            @JsonProperty(required = true) String image,
            @JsonProperty(required = true) List<String> command,
            String description) {
        Description {
            // Jackson gives null for what is written as nothing.
            image = Optional.ofNullable(image).orElse("");
            command = List.copyOf(Optional.ofNullable(command).orElse(List.of()));
        }
    }

    /**
     * What was found.
     *
     * @param broken a sentence for each file that could not be read
     */
    record Found(List<ModuleFolder> modules, List<String> broken) {
        /** The module of an image; one that names its tag is nearer than one that names none. */
        Optional<ModuleFolder> forImage(String image) {
            List<ModuleFolder> exact = modules.stream()
                    .filter(module -> module.isExactlyFor(image))
                    .toList();
            List<ModuleFolder> nearest = exact.isEmpty()
                    ? modules.stream().filter(module -> module.isFor(image)).toList()
                    : exact;
            if (nearest.size() > 1) {
                throw Supervisor.refused(
                        "several folders claim the image " + image + ": "
                                + String.join(
                                        " and ",
                                        nearest.stream()
                                                .map(module -> module.file().toString())
                                                .toList()),
                        "change image: in all but one of them");
            }
            return nearest.stream().findFirst();
        }
    }
}
