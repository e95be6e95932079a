package dev.forge.standalone.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.forge.contract.RunKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One folder with a link to every module that counts: where several callers' folders have a module of the same
 * image, that of the folder named last. Made anew before every launch, so that it never tells old news.
 */
final class ModuleLinks {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    // modules/NAME/module.yaml, and one level of grouping.
    private static final int DEEPEST = 3;

    private final Path links;
    private final ModuleFolders folders;

    ModuleLinks(Path links, ModuleFolders folders) {
        this.links = links;
        this.folders = folders;
    }

    Path folder() {
        return links;
    }

    synchronized void refresh() {
        try {
            Files.createDirectories(links);
            Set<Path> wanted = new HashSet<>();
            for (Path module : modules()) {
                wanted.add(linked(module));
            }
            try (DirectoryStream<Path> there = Files.newDirectoryStream(links)) {
                for (Path link : there) {
                    if (!wanted.contains(link) && Files.isSymbolicLink(link)) {
                        Files.delete(link);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The links to modules in " + links + " cannot be made.", e);
        }
    }

    private Path linked(Path module) throws IOException {
        Path link = links.resolve(module.getFileName() + "-" + RunKey.digest(module.toString(), 8));
        try {
            Files.createSymbolicLink(link, module);
        } catch (FileAlreadyExistsException e) {
            // From the last time; its name tells what it leads to.
            return link;
        }
        return link;
    }

    private List<Path> modules() throws IOException {
        Set<String> taken = new HashSet<>();
        Set<Path> modules = new LinkedHashSet<>();
        for (Path folder : folders.all()) {
            Set<String> images = new HashSet<>();
            for (Path module : under(folder)) {
                String image = image(module.resolve("module.yaml"));
                if (!taken.contains(image)) {
                    modules.add(module.toRealPath());
                    images.add(image);
                }
            }
            taken.addAll(images);
        }
        return List.copyOf(modules);
    }

    private static List<Path> under(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.endsWith("module.yaml")) {
                    found.add(file.getParent());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // A folder that we may not open holds no module of ours, and must not keep others from being found.
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** The image of a module; its path where the file tells none, so that the runtime can say so of it. */
    private static String image(Path file) {
        try {
            JsonNode description = YAML.readTree(file.toFile());
            return description.path("image").asText(file.toString());
        } catch (IOException e) {
            return file.toString();
        }
    }
}
