package dev.forge.runtime.local;

import com.fasterxml.jackson.core.JacksonException;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.local.Marks.Ending;
import dev.forge.runtime.local.Marks.Exit;
import dev.forge.runtime.local.Marks.Started;
import dev.forge.runtime.local.Marks.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of one attempt; what each says is told by {@code supervisor.sh}.
 *
 * <p>Marks that two may want to make are symbolic links: these appear at once with all they say, the second to make
 * one fails, and a full disk does not keep the first from it.
 */
record AttemptFolder(Path path) {
    private static final String NOBODY = "nobody";

    String name() {
        return path.getFileName().toString();
    }

    Path log() {
        return path.resolve("log");
    }

    Path output() {
        return path.resolve("output");
    }

    /** What the environment of all its processes holds. */
    String mark() {
        return "FORGE_OUTPUT=" + output();
    }

    Path supervisorLog() {
        return path.resolve("supervisor.log");
    }

    Path outcome() {
        return path.resolve("outcome.json");
    }

    /** Makes the folder with its spec, whole or not at all; another one that was there before stays. */
    void create(AttemptSpec spec) throws IOException {
        create(beside -> beside.write(spec));
    }

    /** Makes the folder of an attempt that will never start; another one that was there before stays. */
    void createBarred(AttemptSpec spec, StepOutcome outcome) throws IOException {
        create(beside -> {
            beside.write(spec);
            beside.forestall();
            beside.judge(outcome);
        });
    }

    private void create(Filling filling) throws IOException {
        AttemptFolder beside = new AttemptFolder(path.resolveSibling("." + name() + "." + UUID.randomUUID()));
        Files.createDirectories(beside.path());
        try {
            filling.fill(beside);
        } catch (IOException e) {
            RemovedTree.remove(beside.path());
            throw e;
        }
        DurableFiles.moveFolder(beside.path(), path);
    }

    private void write(AttemptSpec spec) throws IOException {
        DurableFiles.write(path.resolve("spec.json"), HistoryFormat.mapper().writeValueAsBytes(spec));
    }

    /** What a folder holds from the moment that it is seen. */
    private interface Filling {
        void fill(AttemptFolder folder) throws IOException;
    }

    Optional<AttemptSpec> spec() throws IOException {
        try {
            byte[] json = Files.readAllBytes(path.resolve("spec.json"));
            return Optional.of(HistoryFormat.mapper().readValue(json, AttemptSpec.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(path.resolve("spec.json") + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    boolean isClaimed() {
        return Files.isSymbolicLink(path.resolve("claim"));
    }

    /** Who claimed the attempt; empty too where it was forestalled. */
    Optional<ProcessIdentity> claimant() throws IOException {
        return link("claim").flatMap(ProcessIdentity::parse);
    }

    /** Keeps an attempt that is not claimed yet from ever being started. */
    void forestall() throws IOException {
        makeLink("claim", NOBODY);
    }

    /** Keeps a supervisor that died between fork and start from starting its module after all. */
    void forestallStart() throws IOException {
        try {
            Files.writeString(path.resolve("started"), NOBODY + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            // It did start, or was forestalled before.
            return;
        }
    }

    /** Lets the attempt find the workspace that is kept there, or keep it there first. */
    void restoreFrom(Path kept) throws IOException {
        makeLink("restore", kept.toString());
    }

    /** Records that the attempt is being ended; the first reason stays. */
    void makeEnding(Why why) throws IOException {
        makeLink("ending", why.name());
    }

    Marks marks() throws IOException {
        // The exit first: what came before it, and why it came, is then certain to be there.
        Optional<Exit> exit = exit();
        return new Marks(started(), exit, ending());
    }

    private Optional<Started> started() throws IOException {
        Path mark = path.resolve("started");
        try {
            String text = Files.readString(mark, StandardCharsets.UTF_8);
            Instant at = timeOf(mark);
            // Without its end the mark is still being written.
            return text.endsWith("\n")
                    ? ProcessIdentity.parse(text).map(process -> new Started(process, at))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private Optional<Exit> exit() throws IOException {
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(path, "exit.*")) {
            Iterator<Path> found = marks.iterator();
            if (!found.hasNext()) {
                return Optional.empty();
            }
            Path mark = found.next();
            int code = Integer.parseInt(mark.getFileName().toString().substring("exit.".length()));
            return Optional.of(new Exit(code, timeOf(mark)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private Optional<Ending> ending() throws IOException {
        Optional<String> why = link("ending");
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ending(Why.valueOf(why.get()), timeOf(path.resolve("ending"))));
    }

    /** Judges the attempt for good; a judgement that was there before stays. */
    void judge(StepOutcome outcome) throws IOException {
        String file = "judgement." + UUID.randomUUID() + ".json";
        DurableFiles.write(path.resolve(file), HistoryFormat.mapper().writeValueAsBytes(outcome));
        if (!makeLink("judgement", file)) {
            Files.delete(path.resolve(file));
        }
    }

    Optional<StepOutcome> judgement() throws IOException {
        try {
            byte[] json = Files.readAllBytes(path.resolve("judgement"));
            return Optional.of(HistoryFormat.mapper().readValue(json, StepOutcome.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    boolean isJudged() {
        return Files.isSymbolicLink(path.resolve("judgement"));
    }

    private boolean makeLink(String mark, String text) throws IOException {
        try {
            Files.createSymbolicLink(path.resolve(mark), Path.of(text));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    private Optional<String> link(String mark) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(path.resolve(mark)).toString());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (NotLinkException e) {
            throw new IOException(path.resolve(mark) + " is no symbolic link: restore it, or remove the folder", e);
        }
    }

    private static Instant timeOf(Path mark) throws IOException {
        return Files.getLastModifiedTime(mark, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
}
