package dev.forge.standalone.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds, pushes and loads images with one builder. What it says goes into a log as well. */
public final class ImageWork {
    private static final int TAIL = 15;

    private final Programs programs;
    private final Builder builder;
    private final Path log;

    private ImageWork(Programs programs, Builder builder, Path log) {
        this.programs = programs;
        this.builder = builder;
        this.log = log;
    }

    /**
     * With the builder that was named, or the first that works here.
     *
     * @throws ImageProblem if there is none
     */
    public static ImageWork open(Programs programs, Optional<Builder> named, Path log) throws InterruptedException {
        List<Builder> candidates = named.map(List::of).orElse(List.of(Builder.values()));
        for (Builder candidate : candidates) {
            if (programs.works(candidate.probe())) {
                return new ImageWork(programs, candidate, log);
            }
        }
        throw ImageProblem.refused(named.map(one -> one + " does not work here: " + String.join(" ", one.probe())
                        + " says why. Mend that," + " or choose another one with --builder.")
                .orElse("Neither docker, podman nor buildah works here. Install one of them, or start docker's"
                        + " daemon, then try again."));
    }

    public Builder builder() {
        return builder;
    }

    /** Builds an image and gives it its two tags. */
    public void build(ImageSource image, ImageNames names, List<String> further, Consumer<String> line)
            throws InterruptedException {
        List<String> tags = List.of(names.generation(image), names.release(image));
        Programs.Ended ended = logged(builder.build(image, tags, names.version(), further), line);
        if (!ended.well()) {
            String last = String.join(
                    "\n",
                    ended.said()
                            .subList(
                                    Math.max(0, ended.said().size() - TAIL),
                                    ended.said().size()));
            throw ImageProblem.ofBuild(last + "\nThe build of " + image.name() + " from " + image.dockerfile()
                    + " failed. The whole of it is in " + log + "; mend what it says, then try again.");
        }
    }

    /** Gives an image the names of a registry and pushes it there. */
    public void push(ImageSource image, ImageNames local, ImageNames remote, boolean plain, Consumer<String> line)
            throws InterruptedException {
        for (String name : List.of(remote.generation(image), remote.release(image))) {
            Programs.Ended tagged = logged(builder.tag(local.generation(image), name), line);
            if (!tagged.well()) {
                throw ImageProblem.refused(local.generation(image) + " cannot be named " + name + " ("
                        + tagged.lastLine() + "). Check --push: it is a registry, such as registry.example/team.");
            }
            Programs.Ended pushed = logged(builder.push(name, plain), line);
            if (!pushed.well()) {
                throw PushRefusal.of(builder, name, pushed);
            }
        }
    }

    /** Gives an image to a local cluster. */
    public void load(ImageSource image, ImageNames names, String target, Consumer<String> line)
            throws InterruptedException {
        new ClusterLoading(programs, builder, target).load(names.generation(image), line.andThen(this::log));
    }

    private Programs.Ended logged(List<String> command, Consumer<String> line) throws InterruptedException {
        log("$ " + String.join(" ", command));
        return programs.run(command, line.andThen(this::log));
    }

    private void log(String line) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be written.", e);
        }
    }
}
