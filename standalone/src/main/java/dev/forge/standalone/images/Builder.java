package dev.forge.standalone.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that builds images, by its own name and command lines. */
public enum Builder {
    docker,
    podman,
    buildah;

    /** Ends with 0 where it can build: a docker whose daemon is away is there, and of no use. */
    public List<String> probe() {
        return List.of(name(), "info");
    }

    /** What a person types to log in to a registry. */
    String login() {
        return name() + " login";
    }

    List<String> build(ImageSource image, List<String> tags, String version, List<String> further) {
        List<String> command = new ArrayList<>(List.of(name(), "build"));
        tags.forEach(tag -> command.addAll(List.of("-t", tag)));
        command.addAll(List.of("--build-arg", "VERSION=" + version));
        command.addAll(further);
        command.addAll(
                List.of("-f", image.dockerfile().toString(), image.context().toString()));
        return command;
    }

    List<String> tag(String name, String other) {
        return List.of(name(), "tag", name, other);
    }

    /** To a registry; docker takes TLS for granted but for the machine itself, by its own configuration. */
    List<String> push(String name, boolean plain) {
        List<String> command = new ArrayList<>(List.of(name(), "push"));
        if (plain && this != docker) {
            command.add("--tls-verify=false");
        }
        command.add(name);
        return command;
    }

    /** To a file that others load; docker's own store is read by them directly. */
    List<String> save(String name, Path file) {
        return switch (this) {
            case docker -> List.of(name(), "save", "-o", file.toString(), name);
            case podman, buildah -> List.of(name(), "push", name, "docker-archive:" + file + ":" + name);
        };
    }
}
