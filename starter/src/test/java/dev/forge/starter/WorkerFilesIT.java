package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.files.FileQuery;
import dev.forge.starter.harness.AnsweredFile;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerFilesIT {
    private static Installation forge;
    private static Http http;

    private String id = "";

    @BeforeAll
    static void start() {
        forge = Installation.attended("worker-files").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @BeforeEach
    void submit() {
        id = forge.submit("weather");
    }

    @Test
    void aWorkerIsAskedForTheListPageByPage() {
        HttpResponse<String> first = http.get("/runs/" + id + "/files?prefix=results&limit=7");
        String path = id + "/results/";

        assertThatJson(first.body()).node("files[0].path").isEqualTo(path);
        assertThatJson(first.body()).node("files[0].size").isEqualTo(7);
        assertThatJson(first.body()).node("remark").isEqualTo("What is closed is not in this list.");

        String cursor = first.body().replaceFirst(".*\"next\":\"([^\"]*)\".*", "$1");
        HttpResponse<String> second = http.get("/runs/" + id + "/files?prefix=results&cursor=" + cursor);

        assertThatJson(second.body()).node("files[0].path").isEqualTo(path + path);
        assertThatJson(second.body()).node("next").isAbsent();
    }

    @Test
    void aFileLargerThanOneAnswerComesWhole() {
        byte[] bytes = http.bytes("/runs/" + id + "/files/a/b").body();

        assertThat(bytes).hasSize(AnsweredFile.SIZE);
        assertThat(bytes[FileQuery.LARGEST_PART - 1]).isZero();
        assertThat(bytes[FileQuery.LARGEST_PART]).isEqualTo((byte) 1);
        assertThat(bytes[AnsweredFile.SIZE - 1]).isEqualTo((byte) 2);
    }

    @Test
    void aFileThatIsChangedMeanwhileIsNotTakenForWhole() throws IOException {
        try (InputStream body = http.open("/runs/" + id + "/files/growing").body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatAWorkerRefusesIsRefused() {
        refused("/files?prefix=no-workspace", 404, "workspace_not_found");
        refused("/files/large", 409, "file_refused");
        refused("/files?prefix=cluster-is-away", 503, "files_unavailable");
    }

    @Test
    void theQuestionsAreNoRunsAndAreDeleted() {
        http.get("/runs/" + id + "/files");
        http.bytes("/runs/" + id + "/files/a");
        await().until(() -> !questions().isEmpty());
        List<String> asked = questions();

        // Temporal acts on a deletion within a minute or so, and may lose one that comes in the moment of the end.
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(asked)
                        .anySatisfy(question -> assertThatThrownBy(
                                        () -> forge.workflow(question).describe())
                                .isInstanceOf(WorkflowNotFoundException.class)));
        assertThat(http.get("/runs").body()).doesNotContain("file.").doesNotContain("files.");
    }

    private static List<String> questions() {
        try (Stream<WorkflowExecutionMetadata> listed =
                forge.client().listExecutions("WorkflowType = 'Files' OR WorkflowType = 'File'")) {
            return listed.map(each -> each.getExecution().getWorkflowId()).toList();
        }
    }

    private void refused(String path, int status, String code) {
        HttpResponse<String> answer = http.get("/runs/" + id + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }
}
