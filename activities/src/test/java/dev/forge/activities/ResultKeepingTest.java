package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities.Results;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.WorkspaceFiles;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultKeepingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");

    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final ResultKeeping keeping =
            new ResultKeeping(runtime, Archive.absent(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final ScriptedContext context = new ScriptedContext();
    private final Map<String, FileAnswer> files = new HashMap<>();

    @Test
    void aFileThatIsNotThereIsTheModulesFailure() {
        Failure failure = failure("summary.json");

        assertThat(failure.category()).isEqualTo(Category.CONFIGURATION);
        assertThat(failure.category().worthRetrying()).isFalse();
        assertThat(failure.message()).isEqualTo("exited 0 without the result summary.json");
        assertThat(failure.remedy()).contains("write summary.json into the workspace", "remove it from results");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        write("bad.json", "{\"a\": 1,}");
        write("good.json", "{}");
        files.put("out.json", WorkspaceFiles.leadingOut());
        files.put("large.json", part("large.json", 2_000_000, "1"));

        assertThat(failure("good.json", "bad.json", "out.json", "large.json", "none.json")
                        .message())
                .contains(
                        "its result bad.json is no JSON (line 1, column 9",
                        "its result out.json is a link that leads out of the workspace",
                        "its result large.json has 2000000 bytes, and 1 MiB (1048576) is the most",
                        "exited 0 without the result none.json")
                .doesNotContain("good.json");
    }

    @Test
    void aWorkspaceThatIsGoneIsTheStoragesFailure() {
        files.put("a.json", new FileAnswer.NoWorkspace());

        assertThat(failure("a.json").category()).isEqualTo(Category.STORAGE);
    }

    @Test
    void anArchiveThatIsAwayIsNoVerdict() {
        write("a.json", "{}");

        assertThatThrownBy(() -> keep("a.json")).isInstanceOf(ArchiveUnavailable.class);
    }

    @Test
    void aTryThatTemporalHasGivenUpKeepsNothing() {
        write("a.json", "{}");
        for (ActivityCompletionException said : List.of(
                new ActivityNotExistsException(new IOException("another try has taken its place")),
                new ActivityCanceledException())) {
            context.stop = Optional.of(said);

            assertThatThrownBy(() -> keep("a.json")).isSameAs(said);
            assertThatThrownBy(() -> keep("none.json")).isSameAs(said);
        }
    }

    @Test
    void aWorkerThatStopsSaysNothingOfTheFiles() {
        runtime.files = Optional.of(new Away());
        context.earlier = Optional.of(Sighting.before(told(NOW.minusSeconds(3600))));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> keeping.keep(results("a.json"), context.heartbeat()))
                    .isInstanceOf(RuntimeUnavailable.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aVolumeThatIsAwayIsNoVerdictForAnHour() {
        runtime.files = Optional.of(new Away());

        assertThatThrownBy(() -> keeping.keep(results("a.json"), context.heartbeat()))
                .isInstanceOf(RuntimeUnavailable.class);
        Waiting told = context.heard.getLast().waiting().orElseThrow();
        assertThat(told.why()).isEqualTo("its results cannot be read: the cluster is away");
        assertThat(told.since()).isEqualTo(NOW);
        assertThat(told.limit()).contains(Duration.ofHours(1));

        context.earlier = Optional.of(Sighting.before(told(NOW.minusSeconds(3599))));
        assertThatThrownBy(() -> keeping.keep(results("a.json"), context.heartbeat()))
                .isInstanceOf(RuntimeUnavailable.class);
        assertThat(context.heard.getLast().waiting().orElseThrow().since()).isEqualTo(NOW.minusSeconds(3599));
    }

    @Test
    void whatDoesNotHealWithinAnHourIsThePlatformsFailure() {
        runtime.files = Optional.of(new Away());
        context.earlier = Optional.of(Sighting.before(told(NOW.minusSeconds(3600))));

        Failure failure = ((ResultsKept.None) keeping.keep(results("a.json"), context.heartbeat())).failure();

        assertThat(failure.category()).isEqualTo(Category.INTERNAL);
        assertThat(failure.message())
                .isEqualTo("exited 0, and its results could not be read for 60 min, by no fault of its own; at last:"
                        + " \"the cluster is away\"");
    }

    @Test
    void whatHasHealedIsForgotten() {
        context.earlier = Optional.of(Sighting.before(told(NOW.minusSeconds(3000))));
        write("a.json", "{}");

        assertThatThrownBy(() -> keep("a.json")).isInstanceOf(ArchiveUnavailable.class);
        assertThat(context.heard.getLast().waiting()).isEmpty();
    }

    private static Waiting told(Instant since) {
        return new Waiting("its results cannot be read", since, Optional.empty(), Optional.empty());
    }

    private static final class Away implements WorkspaceFiles {
        @Override
        public FilesAnswer list(FilesQuery query) {
            throw new RuntimeUnavailable("the cluster is away", new IOException("connection refused"));
        }

        @Override
        public FileAnswer read(FileQuery query) {
            throw new RuntimeUnavailable("the cluster is away", new IOException("connection refused"));
        }
    }

    private Failure failure(String... names) {
        return ((ResultsKept.None) keep(names)).failure();
    }

    private ResultsKept keep(String... names) {
        runtime.files = Optional.of(new WorkspaceFiles() {
            @Override
            public FilesAnswer list(FilesQuery query) {
                throw new UnsupportedOperationException("nobody lists files here");
            }

            @Override
            public FileAnswer read(FileQuery query) {
                return files.getOrDefault(query.path(), new FileAnswer.NoFile());
            }
        });
        return keeping.keep(results(names), context.heartbeat());
    }

    private static Results results(String... names) {
        return new Results(Attempts.task(StepKind.MODULE).attempt(), "weather", Optional.of(3), List.of(names));
    }

    private void write(String name, String text) {
        files.put(name, part(name, text.length(), text));
    }

    private static FileAnswer.Part part(String name, long size, String text) {
        return new FileAnswer.Part(new WorkspaceFile(name, size, Instant.EPOCH), text.getBytes(StandardCharsets.UTF_8));
    }
}
