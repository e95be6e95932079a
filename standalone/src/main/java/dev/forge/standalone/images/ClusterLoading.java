package dev.forge.standalone.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gives images to a local cluster that pulls from no registry. */
final class ClusterLoading {
    private final Programs programs;
    private final Builder builder;
    private final String target;

    /**
     * Loading into a cluster.
     *
     * @param target {@code kind}, {@code minikube}, or a command that takes an image's name as its last word
     */
    ClusterLoading(Programs programs, Builder builder, String target) {
        this.programs = programs;
        this.builder = builder;
        this.target = target;
    }

    void load(String image, Consumer<String> line) throws InterruptedException {
        switch (target) {
            case "kind" ->
                known(image, List.of("kind", "load", "docker-image"), List.of("kind", "load", "image-archive"), line);
            case "minikube" ->
                known(image, List.of("minikube", "image", "load"), List.of("minikube", "image", "load"), line);
            default -> run(with(List.of(target.strip().split("\\s+")), image), image, line);
        }
    }

    // kind and minikube read docker's own store; what another builder made they take as a file.
    private void known(String image, List<String> byName, List<String> byFile, Consumer<String> line)
            throws InterruptedException {
        if (builder == Builder.docker) {
            run(with(byName, image), image, line);
            return;
        }
        try {
            Path folder = Files.createTempDirectory("forge-image");
            Path file = folder.resolve("image.tar");
            try {
                run(builder.save(image, file), image, line);
                run(with(byFile, file.toString()), image, line);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for " + image + " as a file.", e);
        }
    }

    private void run(List<String> command, String image, Consumer<String> line) throws InterruptedException {
        Programs.Ended ended = programs.run(command, line);
        if (!ended.well()) {
            throw ImageProblem.refused("The cluster did not take " + image + " (" + ended.lastLine()
                    + "). Try it by hand: " + String.join(" ", command));
        }
    }

    private static List<String> with(List<String> command, String last) {
        List<String> whole = new ArrayList<>(command);
        whole.add(last);
        return whole;
    }
}
