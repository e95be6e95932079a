package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a workspace on this machine's disk. */
class LocalRestoreIT {
    @TempDir
    Path root;

    private final Tasks tasks = Tasks.of("busybox:1.36", "run-" + UUID.randomUUID());
    private LocalFolders folders;
    private JobRuntime runtime;

    @BeforeEach
    void openTheRoot() throws IOException {
        folders = new LocalFolders(root.toRealPath());
        runtime = LocalLab.in(root).runtime();
    }

    @Test
    void aCopyThatWasCutOffHalfwayIsNotPutBack() throws Exception {
        run(tasks.as("before").sh("echo given > $FORGE_DATA/given"));
        StepTask first = tasks.restored().sh("rm $FORGE_DATA/given; exit 1");
        Path half = Path.of(folders.kept(first) + ".4711");
        Files.createDirectories(half);

        run(first);

        assertThat(half).doesNotExist();
        assertThat(run(tasks.restored().attempt(2).sh("cat $FORGE_DATA/given > $FORGE_OUTPUT")))
                .isInstanceOfSatisfying(
                        StepOutcome.Succeeded.class,
                        succeeded -> assertThat(succeeded.output()).isEqualTo("given\n"));
    }

    @Test
    void aStepThatRunsAgainOverAnotherWorkspaceRestoresThatOne() throws Exception {
        run(tasks.as("before").sh("echo one > $FORGE_DATA/given"));
        run(tasks.restored().sh("exit 1"));
        run(tasks.as("before").attempt(2).sh("echo two > $FORGE_DATA/given"));
        run(tasks.restored()
                .attempt(2)
                .sh("echo broken > $FORGE_DATA/given; exit 1")
                .withKeptBefore(2));

        assertThat(run(tasks.restored()
                        .attempt(3)
                        .sh("cat $FORGE_DATA/given > $FORGE_OUTPUT")
                        .withKeptBefore(2)))
                .isInstanceOfSatisfying(
                        StepOutcome.Succeeded.class,
                        succeeded -> assertThat(succeeded.output()).isEqualTo("two\n"));
    }

    @Test
    void aWorkspaceThatCannotBeKeptIsAStorageFailureAndStartsNothing() throws Exception {
        run(tasks.as("before").sh("true"));
        Files.createFile(folders.run(tasks.run()).resolve(LocalFolders.KEPT));

        assertThat(run(tasks.restored().sh("echo ran > $FORGE_DATA/ran")))
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure())
                                .satisfies(failure ->
                                        assertThat(failure.category()).isEqualTo(Category.STORAGE))
                                .satisfies(
                                        failure -> assertThat(failure.message()).contains("restore: true"))
                                .satisfies(failure ->
                                        assertThat(failure.remedy()).contains("room for the workspace twice")));
        assertThat(folders.workspace(tasks.run()).resolve("ran")).doesNotExist();
    }

    @Test
    void cleaningRemovesWhatIsKeptToo() throws Exception {
        StepTask first = tasks.restored().sh("exit 1");
        run(first);
        assertThat(folders.kept(first)).isDirectory();

        runtime.clean(tasks.run());

        assertThat(folders.run(tasks.run())).isDirectoryNotContaining("glob:**kept");
    }

    private StepOutcome run(StepTask task) throws InterruptedException {
        return LocalLab.ended(runtime, runtime.launch(task));
    }
}
