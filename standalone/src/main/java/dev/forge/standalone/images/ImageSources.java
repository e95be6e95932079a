package dev.forge.standalone.images;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the images of a clone: Forge's own, and each module's that has a Dockerfile beside its module.yaml. */
public final class ImageSources {
    private static final YAMLMapper YAML = new YAMLMapper();

    private ImageSources() {}

    /**
     * Forge's own image, then the modules' by their names.
     *
     * @param further folders that hold a folder a module
     */
    public static List<ImageSource> of(Path clone, List<Path> further) {
        List<ImageSource> sources = new ArrayList<>();
        Path own = clone.resolve("deploy/image/Dockerfile");
        if (Files.isRegularFile(own)) {
            sources.add(new ImageSource("forge/forge", clone, own));
        }
        Stream<Path> examples = children(clone.resolve("examples")).stream().map(example -> example.resolve("modules"));
        Stream.of(Stream.of(clone.resolve("modules")), examples, further.stream())
                .flatMap(folders -> folders)
                .flatMap(folder -> children(folder).stream())
                .flatMap(folder -> module(folder).stream())
                .filter(found ->
                        sources.stream().noneMatch(known -> known.name().equals(found.name())))
                .forEach(sources::add);
        return List.copyOf(sources);
    }

    private static Optional<ImageSource> module(Path folder) {
        Path dockerfile = folder.resolve("Dockerfile");
        Path description = folder.resolve("module.yaml");
        return Files.isRegularFile(dockerfile) && Files.isRegularFile(description)
                ? Optional.of(new ImageSource(untagged(image(description)), folder, dockerfile))
                : Optional.empty();
    }

    private static String image(Path description) {
        try {
            JsonNode image = YAML.readTree(description.toFile()).path("image");
            if (image.isTextual()) {
                return image.textValue();
            }
        } catch (JacksonException e) {
            throw ImageProblem.refused(description + " is no YAML (" + e.getOriginalMessage() + "): mend it.");
        } catch (IOException e) {
            throw new UncheckedIOException(description + " cannot be read.", e);
        }
        throw ImageProblem.refused(description + " names no image: give it a line such as image: weather-monthly.");
    }

    private static String untagged(String image) {
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        return colon < 0 ? image : image.substring(0, colon);
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed.", e);
        }
    }
}
