package dev.forge.standalone.doctor;

import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.PostgresProgram;
import dev.forge.standalone.images.Builder;
import dev.forge.standalone.images.Programs;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that Forge starts. */
public final class NeededPrograms {
    private final Map<String, String> environment;
    private final Programs programs;

    public NeededPrograms(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.programs = new Programs(environment);
    }

    public Finding java() {
        return Finding.good("Java", Runtime.version() + " in " + System.getProperty("java.home"));
    }

    /** Needed to build, which is done once what runs has been built. */
    public Finding maven() {
        return onPath("mvn")
                .map(program -> Finding.good("Maven", program.toString()))
                .orElseGet(() -> Finding.note(
                        "Maven",
                        "no mvn on the PATH; it is needed when Forge is built again",
                        "install Maven 3.8.7 or newer (Debian: apt-get install maven; macOS: brew install maven)"));
    }

    /** Where the launcher looks for it. */
    public Finding temporal() throws InterruptedException {
        String named = environment.getOrDefault("FORGE_TEMPORAL_CLI", "");
        Optional<Path> found = named.isBlank()
                ? onPath("temporal")
                        .or(() -> Optional.of(PostgresProgram.cache(environment)
                                        .resolve("bin")
                                        .resolve("temporal"))
                                .filter(Files::isExecutable))
                : Optional.of(Path.of(named));
        if (found.isEmpty()) {
            return Finding.missing(
                    "Temporal",
                    "no temporal on the PATH or in the cache",
                    "run ./forge up, which downloads it or builds it with go, or install it (temporal.io/setup/install-temporal-cli)");
        }
        return programs.works(List.of(found.get().toString(), "--version"))
                ? Finding.good("Temporal", found.get().toString())
                : Finding.missing(
                        "Temporal",
                        found.get() + " does not run",
                        "set FORGE_TEMPORAL_CLI to Temporal's command line, or unset it and take that program away");
    }

    /** Unpacks them, as the start of an engine would. */
    public Finding postgres() throws InterruptedException {
        try {
            Programs.Ended ended = programs.run(
                    PostgresProgram.installed(environment).command("postgres", List.of("--version")), _ -> {});
            return ended.well()
                    ? Finding.good("PostgreSQL", ended.lastLine())
                    : Finding.missing("PostgreSQL", "it does not start: " + ended.lastLine(), PostgresProgram.remedy());
        } catch (EngineProblem | UncheckedIOException problem) {
            return Finding.missing("PostgreSQL", problem);
        }
    }

    public Finding bash() {
        return Stream.of(Path.of("/bin/bash"), Path.of("/usr/bin/bash"))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> onPath("bash"))
                .map(program -> Finding.good("bash", program.toString()))
                .orElseGet(() -> Finding.missing(
                        "bash",
                        "none in /bin, /usr/bin or on the PATH; steps on this machine need it",
                        "install bash"));
    }

    public Finding images() throws InterruptedException {
        for (Builder builder : Builder.values()) {
            if (programs.works(builder.probe())) {
                return Finding.good("images", builder.name());
            }
        }
        return Finding.note(
                "images",
                "no docker, podman or buildah that works; only ./forge images needs one",
                "install one, or start docker's daemon, before you bring images into a cluster");
    }

    private Optional<Path> onPath(String program) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }
}
