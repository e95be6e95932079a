package dev.forge.starter;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.Problem;
import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code forge.jobs.default.…}: the job that is started where none is sent, as a file or as text. */
final class DefaultJobProperties {
    private static final String FILE = "forge.jobs.default.file";
    private static final String JOB = "forge.jobs.default.job";

    private final PropertyResolver properties;

    DefaultJobProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** Empty where none is set. */
    Optional<JobRequest> read() {
        Optional<String> file = text(FILE);
        Optional<String> job = text(JOB);
        if (file.isPresent() && job.isPresent()) {
            throw new IllegalArgumentException(FILE + " and " + JOB + " are both set: keep one of them.");
        }
        return file.map(path -> job(inFile(path), path)).or(() -> job.map(text -> job(text, JOB)));
    }

    private static JobRequest job(String text, String place) {
        return switch (JobParser.parse(text)) {
            case Asked.Valid<JobRequest>(JobRequest job) -> job;
            case Asked.Invalid<JobRequest>(List<Problem> problems) ->
                throw new IllegalArgumentException(problems.stream()
                        .map(problem -> problem.in(place))
                        .collect(Collectors.joining("\n", "The default job has mistakes:\n", "")));
        };
    }

    private static String inFile(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    FILE + " is \"" + path + "\": name a file that is there, may be read and holds a job.", e);
        }
    }

    private Optional<String> text(String name) {
        return properties.getProperty(name, String.class).filter(text -> !text.isBlank());
    }
}
