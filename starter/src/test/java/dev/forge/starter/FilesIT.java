package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.local.LocalWorkspaceFiles;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesIT {
    @TempDir
    static Path root;

    private static Installation forge;
    private static Http http;

    private String id = "";
    private Path workspace = Path.of("");

    @BeforeAll
    static void start() {
        forge = Installation.attended("files", NearFiles.of(new LocalWorkspaceFiles(root)))
                .warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @BeforeEach
    void submit() {
        id = forge.submit("weather");
        workspace = root.resolve("runs").resolve(RunKey.of(id)).resolve("data");
    }

    @Test
    void theListIsPagedAndHasEachFileOnce() throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 100; i < 130; i++) {
            write("results/" + i + ".csv", "x".repeat(i));
            all.add("results/" + i + ".csv");
        }
        write("other", "");
        List<String> found = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            HttpResponse<String> page = http.get("/runs/" + id + "/files?prefix=results/&limit=7" + next.get());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThatJson(page.body())
                    .inPath("$.files[*].path")
                    .isArray()
                    .allSatisfy(path -> found.add((String) path));
            next = text(page, "next").map(cursor -> "&cursor=" + cursor);
        }

        assertThat(found).isEqualTo(all);
        assertThatJson(http.get("/runs/" + id + "/files?limit=1").body())
                .isEqualTo("{files: [{path: 'other', size: 0, modified: '${json-unit.any-string}'}],"
                        + " next: '${json-unit.any-string}'}");
    }

    @Test
    void aCursorIsOfItsList() throws IOException {
        write("a", "");
        write("b", "");
        String cursor = text(http.get("/runs/" + id + "/files?limit=1"), "next").orElseThrow();

        refused("/runs/" + id + "/files?prefix=b&cursor=" + cursor, 400, "query_parameter_invalid");
        refused("/runs/" + id + "/files?cursor=nonsense", 400, "query_parameter_invalid");
        refused("/runs/" + id + "/files?limit=1001", 400, "query_parameter_invalid");
        refused("/runs/" + id + "/files?folder=b", 400, "query_parameter_invalid");
    }

    @Test
    void whatAStepHasChangedIsWhatWasWrittenWhileItRan() throws IOException {
        Instant begun = Instant.now();
        Path old = write("old", "from an archive");
        write("new", "");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        runs(attempt, begun.minusSeconds(3600), Optional.of(begun.minusSeconds(3000)));

        assertThatJson(http.get("/runs/" + id + "/steps/monthly/files").body()).isEqualTo("{files: []}");

        // Unpacked with the time that it has in an archive: it came here while the step ran all the same.
        runs(attempt, begun.minusSeconds(1), Optional.empty());
        Files.setLastModifiedTime(old, FileTime.from(begun.minus(Duration.ofDays(300))));

        assertThatJson(http.get("/runs/" + id + "/steps/monthly/files").body())
                .inPath("$.files[*].path")
                .isEqualTo("['new', 'old']");
        assertThatJson(http.get("/runs/" + id + "/steps/monthly/files?prefix=n").body())
                .inPath("$.files[*].path")
                .isEqualTo("['new']");
    }

    @Test
    void aStepThatHasNotStartedHasChangedNothing() throws IOException {
        write("a", "");
        forge.report(Reports.running(id, Reports.step("monthly", StepState.WAITING)));

        assertThatJson(http.get("/runs/" + id + "/steps/monthly/files").body()).isEqualTo("{files: []}");
        refused("/runs/" + id + "/steps/yearly/files", 404, "step_not_found");
    }

    @Test
    void aFileComesAsItIs() throws IOException {
        byte[] bytes = new byte[2_500_000];
        new Random(7).nextBytes(bytes);
        Files.createDirectories(workspace.resolve("results"));
        Files.write(workspace.resolve("results/all.bin"), bytes);
        write("empty", "");

        HttpResponse<byte[]> answer = http.bytes("/runs/" + id + "/files/results/all.bin");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Length")).contains("2500000");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment");
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(http.bytes("/runs/" + id + "/files/empty").body()).isEmpty();
        assertThat(http.bytes("/runs/" + id + "/files/empty").headers().firstValue("Content-Length"))
                .contains("0");
    }

    @ParameterizedTest
    @CsvSource({
        "plain.txt, plain.txt",
        "a b.txt, a%20b.txt",
        "a+b.txt, a+b.txt",
        "a+b.txt, a%2Bb.txt",
        "50%.txt, 50%25.txt",
        "50%2F.txt, 50%252F.txt",
        "ü/ß.txt, %C3%BC/%C3%9F.txt",
        "x/y.txt, x%2Fy.txt",
        "q?.txt, q%3F.txt",
        "h#.txt, h%23.txt",
        "..., ...",
        "back\\slash, back%5Cslash",
    })
    void aNameIsTakenAsItIs(String name, String encoded) throws IOException {
        write(name, "this one");

        assertThat(http.get("/runs/" + id + "/files/" + encoded).body()).isEqualTo("this one");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, 0-3",
        "bytes=3-, 3456789, 3-9",
        "bytes=-2, 89, 8-9",
        "bytes=8-99, 89, 8-9",
        "bytes=-99, 0123456789, 0-9",
    })
    void aRangeIsAPartOfIt(String range, String bytes, String told) throws IOException {
        write("digits", "0123456789");

        HttpResponse<String> part =
                http.send(http.request("/runs/" + id + "/files/digits").header("Range", range));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(bytes);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes " + told + "/10");
    }

    @Test
    void aRangeInAnotherUnitIsNotHeeded() throws IOException {
        write("digits", "0123456789");

        HttpResponse<String> whole =
                http.send(http.request("/runs/" + id + "/files/digits").header("Range", "lines=0-1"));

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=5-2", "bytes=a-b"})
    void aRangeThatIsNoneIsRefused(String range) throws IOException {
        write("digits", "0123456789");

        HttpResponse<String> answer =
                http.send(http.request("/runs/" + id + "/files/digits").header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("range_invalid");
    }

    @ParameterizedTest
    @CsvSource({"digits, bytes=10-", "digits, bytes=11-12", "digits, bytes=-0", "empty, bytes=0-", "empty, bytes=-1"})
    void aRangeThatHasNoByteIsRefused(String file, String range) throws IOException {
        write("digits", "0123456789");
        write("empty", "");

        HttpResponse<String> answer =
                http.send(http.request("/runs/" + id + "/files/" + file).header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThatJson(answer.body()).node("code").isEqualTo("range_not_satisfiable");
    }

    @ParameterizedTest
    @CsvSource({
        "../spec.json, 400, file_path_invalid",
        "%2e%2e/spec.json, 400, file_path_invalid",
        "a/..%2F..%2Fspec.json, 400, file_path_invalid",
        "%2Fetc%2Fpasswd, 400, file_path_invalid",
        "a%00b, 400, file_path_invalid",
        "a//b, 400, file_path_invalid",
        "passwd, 409, file_refused",
        "etc/passwd, 409, file_refused",
        "folder, 409, file_refused",
        "nothing, 404, file_not_found",
        "folder/nothing, 404, file_not_found",
    })
    void whatIsNoFileOfTheWorkspaceIsRefused(String path, int status, String code) throws IOException {
        write("folder/x", "");
        Files.createSymbolicLink(workspace.resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(workspace.resolve("etc"), Path.of("/etc"));

        refused("/runs/" + id + "/files/" + path, status, code);
    }

    @Test
    void aWorkspaceThatIsNotThereIsToldFromAFileThatIsNot() {
        String path = "/runs/" + id + "/files";
        assertThat(refused(path, 404, "workspace_not_found")).contains("its first step makes it");

        runs(forge.attempt(id, "monthly", 1), Instant.now(), Optional.empty());
        assertThat(refused(path, 404, "workspace_not_found")).contains("RUNNING");

        forge.end(id, Ending.SUCCEED);
        assertThat(refused(path + "/a", 404, "workspace_not_found"))
                .contains(RunState.SUCCEEDED.name())
                .contains("any more");
        refused("/runs/no-such-run/files", 404, "run_not_found");
        refused("/runs/no-such-run/files/a", 404, "run_not_found");
        refused("/runs/no-such-run/steps/a/files", 404, "run_not_found");
    }

    private static String refused(String path, int status, String code) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
        return text(answer, "detail").orElseThrow();
    }

    private void runs(AttemptId attempt, Instant from, Optional<Instant> to) {
        AttemptReport open = AttemptReport.launched(attempt, AttemptReport.Counts.FIRST, Optional.empty(), from);
        AttemptReport report = to.map(end -> open.withEnd(Optional.of(from), end, Optional.empty()))
                .orElseGet(() -> open.withStart(from));
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, report)));
    }

    private Path write(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Optional<String> text(HttpResponse<String> answer, String field) {
        try {
            return Optional.ofNullable(HistoryFormat.mapper()
                    .readTree(answer.body().getBytes(StandardCharsets.UTF_8))
                    .path(field)
                    .textValue());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
