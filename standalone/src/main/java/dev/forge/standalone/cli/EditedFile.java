package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineSchema;
import dev.forge.contract.pipeline.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A pipeline file that a person edits, with what is to be said of it in lines of its own at its top. */
final class EditedFile {
    private static final String OURS = "#! ";

    private final Path path;
    private String text;

    private EditedFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** A new one in a folder of its own, which only this user can read, with the schema for editors beside it. */
    static EditedFile of(String name, String text) {
        try {
            Path folder = Files.createTempDirectory("forge-edit");
            Files.writeString(folder.resolve(PipelineSchema.FILE_NAME), PipelineSchema.text());
            EditedFile file = new EditedFile(folder.resolve(name + ".yaml"), PipelineSchema.EDITOR_LINE + "\n" + text);
            file.write(List.of());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("No file can be made to be edited.", e);
        }
    }

    Path path() {
        return path;
    }

    /** What the person has written. */
    String text() {
        return text;
    }

    /** Reads what the person has made of it, and tells whether that is another text. */
    boolean changed() {
        try {
            String now = Files.readString(path, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(OURS.strip()))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            boolean changed = !now.equals(text);
            text = now;
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read.", e);
        }
    }

    /** Puts mistakes at the top, and returns them with the lines in which they are then. */
    List<Problem> tell(List<Problem> problems) {
        int height = problems.size() + 1;
        List<Problem> told =
                problems.stream().map(problem -> lower(problem, height)).toList();
        List<String> head = new ArrayList<>();
        head.add("Mend this and save; save without a change to leave it. These lines are not kept.");
        told.forEach(problem -> head.add(problem.in(problem.line().isPresent() ? "line" : place(problem))));
        try {
            write(head);
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written.", e);
        }
    }

    private static Problem lower(Problem problem, int lines) {
        return new Problem(
                problem.pointer(),
                problem.line().map(line -> line + lines),
                problem.column(),
                problem.message(),
                problem.fix());
    }

    private static String place(Problem problem) {
        return Optional.of(problem.pointer())
                .filter(pointer -> !pointer.isEmpty())
                .orElse("the file");
    }

    private void write(List<String> head) throws IOException {
        String told =
                head.stream().map(line -> OURS + line.replace('\n', ' ') + "\n").collect(Collectors.joining());
        Files.writeString(path, told + text, StandardCharsets.UTF_8);
    }

    /** Removes it, once what is in it is kept elsewhere. */
    void remove() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.resolveSibling(PipelineSchema.FILE_NAME));
            Files.deleteIfExists(path.toAbsolutePath().getParent());
        } catch (java.nio.file.DirectoryNotEmptyException e) {
            // An editor has left a file of its own there, which is not ours to take away.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be removed.", e);
        }
    }
}
