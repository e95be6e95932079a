package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.Names;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The files of a run on a claim are listed and copied out, by a starter that has no rights in the cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FilesE2E {
    private static final int BYTES = 2_500_000;

    @AutoClose
    private final Installation forge;

    private final ClaimRoot volume;

    FilesE2E() throws Exception {
        forge = Installation.in(Space.named("files"))
                // Those that ship: busybox' have the contract suite.
                .with("FORGE_IMAGES_TRANSFER", "forge/transfer:1");
        volume = ClaimRoot.of(forge.space());
        forge.startWorker();
    }

    @Test
    void whatARunHasWrittenIsListedByStepAndCopiedOut() throws Exception {
        String run = forge.submit(Chain.named("files")
                .module(
                        "first",
                        "cd $FORGE_DATA; mkdir results; echo one > results/a.csv; echo old > old; ln -s /etc/passwd out; sleep 2")
                .module(
                        "second",
                        "cd $FORGE_DATA; sleep 2; echo two >> results/a.csv; head -c " + BYTES
                                + " /dev/urandom > big; sha256sum big > big.sha256; sleep 1"));
        forge.awaitSuccess(run);

        assertThat(paths(run, "/files")).containsExactly("big", "big.sha256", "old", "results/a.csv");
        assertThat(paths(run, "/files?prefix=results/")).containsExactly("results/a.csv");
        assertThat(paths(run, "/steps/first/files")).containsExactly("old");
        assertThat(paths(run, "/steps/second/files")).containsExactly("big", "big.sha256", "results/a.csv");

        assertThat(forge.get(run, "/files/results/a.csv").body()).asString().isEqualTo("one\ntwo\n");
        byte[] big = forge.get(run, "/files/big").body();
        assertThat(big).hasSize(BYTES);
        assertThat(forge.get(run, "/files/big.sha256").body()).asString().startsWith(sha256(big));

        refused(run, "/files/out", 409, "file_refused");
        refused(run, "/files/nothing", 404, "file_not_found");
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.jobs(run).stream()
                        .noneMatch(job -> Names.READING.equals(
                                job.getMetadata().getLabels().get(Names.PURPOSE))));
    }

    @Test
    void aWorkspaceThatIsGoneIsToldAndNotMadeAnew() throws Exception {
        String run = forge.submit(Chain.named("gone").module("work", "echo made > $FORGE_DATA/made"));
        forge.awaitSuccess(run);
        volume.run("rm -rf " + ClaimRoot.folder(run));

        refused(run, "/files", 404, "workspace_not_found");
        refused(run, "/files/made", 404, "workspace_not_found");

        assertThat(volume.hasAnythingOf(run)).isFalse();
    }

    @Test
    void aFileLargerThanIsCopiedOutIsRefusedWithARemedy() throws Exception {
        String run =
                forge.submit(Chain.named("large").module("work", "head -c 40000000 /dev/zero > $FORGE_DATA/large"));
        forge.awaitSuccess(run);

        assertThat(refused(run, "/files/large", 409, "file_refused")).contains("have a sink store it");
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<String> paths(String run, String rest) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = forge.get(run, rest);
        JsonNode page = HistoryFormat.mapper().readTree(answer.body());
        assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
        assertThat(page.has("remark")).as(page.toString()).isFalse();
        return page.path("files")
                .valueStream()
                .map(file -> file.path("path").asText())
                .toList();
    }

    private String refused(String run, String rest, int status, String code) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = forge.get(run, rest);
        JsonNode problem = HistoryFormat.mapper().readTree(answer.body());
        assertThat(answer.statusCode()).as(problem.toString()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        return problem.path("detail").asText();
    }
}
