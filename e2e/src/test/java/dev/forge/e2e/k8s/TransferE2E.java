package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Source and Sink, and the small containers around a workspace, as the image that ships has them: between a cluster and an
 * object store whose key is in a Secret. That key is told nowhere, however a run ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferE2E {
    private static final String IMAGE = "forge/transfer:1";

    @AutoClose
    private final ObjectStore store = ObjectStore.forPods();

    @AutoClose
    private final Installation forge;

    private final WorkerProcess worker;
    private final String wrongKey = UUID.randomUUID().toString();
    private List<RunReport> ended = List.of();

    TransferE2E() throws Exception {
        store.bucket("input");
        store.bucket("output");
        store.put("input", "hello.zip", zip("hello.txt", "hello\n"));
        forge = Installation.in(Space.named("transfer")).withTransfersTo(store.endpointForPods());
        worker = forge.startWorker();
    }

    @BeforeEach
    void beginWithTheRightKey() {
        ended = List.of();
        putKey(store.key().secretKey());
    }

    private void putKey(String secretKey) {
        StoreKeys.put(
                forge.space(),
                Map.of("AWS_ACCESS_KEY_ID", store.key().accessKey(), "AWS_SECRET_ACCESS_KEY", secretKey));
    }

    /** In the history, the report, a log, a Job or a pod. */
    @AfterEach
    void noKeyIsToldAnywhere() throws Exception {
        for (RunReport report : ended) {
            Told.of(forge, worker, report).assertSilentAbout(store.key().secretKey(), wrongKey);
        }
    }

    @Test
    void aRunGoesFromItsSourceToItsSinkAndAModuleThatFailsOnceFindsWhatItFoundBefore() throws Exception {
        RunReport report = end(Chain.named("whole")
                .source("s3://input/hello.zip")
                .module(
                        "work",
                        "echo attempt $FORGE_ATTEMPT >> $FORGE_DATA/hello.txt;"
                                + " echo $INPUT_BUCKET $OUTPUT_BUCKET $AWS_ENDPOINT_URL_S3 > $FORGE_OUTPUT;"
                                + " [ $FORGE_ATTEMPT = 2 ]",
                        "restore: true",
                        "objectStore: true",
                        "retry: {limit: 1, backoff: 1s}")
                .sink("s3://output/whole/"));

        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.SUCCEEDED);
        assertThat(Installation.step(report, "work").attempts()).hasSize(2);
        assertThat(Installation.step(report, "work").output())
                .isEqualTo("input output " + store.endpointForPods() + "\n");
        assertThat(store.text("output", "whole/hello.txt")).isEqualTo("hello\nattempt 2\n");
        assertThat(imagesBefore(report, "source", Names.PREPARE_CONTAINER)).containsExactly(IMAGE);
        assertThat(imagesBefore(report, "work", Names.RESTORE_CONTAINER)).containsExactly(IMAGE, IMAGE);
        new VolumeRoot(forge.space())
                .sh("while [ -e /volume/runs/" + RunKey.of(report.id()) + " ]; do sleep 0.2; done");
    }

    @Test
    void aMissingObjectIsToldWithItsName() throws Exception {
        RunReport report =
                end(Chain.named("missing").source("s3://input/nothing.zip").module("work", "true"));

        assertThat(failed(report, "source", Category.SOURCE_MISSING))
                .contains("There is no object s3://input/nothing.zip.", "Correct the key, or upload the object");
        assertThat(Installation.step(report, "work").attempts()).isEmpty();
    }

    @Test
    void aKeyThatIsWrongIsDeniedToSourceAndSink() throws Exception {
        putKey(wrongKey);
        String source = forge.submit(
                Chain.named("source").source("s3://input/hello.zip").module("work", "true"));
        String sink = forge.submit(Chain.named("sink").module("work", "true").sink("s3://output/denied.zip"));
        ended = List.of(forge.awaitEnd(source), forge.awaitEnd(sink));

        String denied = store.endpointForPods() + " does not accept these credentials (SignatureDoesNotMatch)";
        assertThat(failed(ended.getFirst(), "source", Category.SOURCE_DENIED))
                .contains(denied, "AWS_SECRET_ACCESS_KEY");
        assertThat(failed(ended.getLast(), "sink", Category.SINK_DENIED)).contains(denied, "AWS_SECRET_ACCESS_KEY");
        assertThat(store.keys("output")).doesNotContain("denied.zip");
    }

    @Test
    void aSinkIntoABucketThatIsNotThereIsToldWithItsName() throws Exception {
        RunReport report = end(Chain.named("nowhere")
                .module("work", "echo done > $FORGE_DATA/done")
                .sink("s3://nowhere/done.zip"));

        assertThat(failed(report, "sink", Category.SINK_MISSING))
                .contains("There is no bucket 'nowhere' at " + store.endpointForPods(), "create the bucket");
    }

    @Test
    void aWorkspaceThatSomebodyRemovesIsNotTakenForAResult() throws Exception {
        String run = forge.submit(Chain.named("removed")
                .source("s3://input/hello.zip")
                .module("work", "echo waits; while [ -e $FORGE_DATA/hello.txt ]; do sleep 0.2; done")
                .sink("s3://output/removed/"));
        forge.awaitRunning(run, "work");

        // It leaves its place at once, and only then the file that the module looks at.
        new VolumeRoot(forge.space())
                .sh("mv /volume/runs/" + RunKey.of(run) + " /volume/removed && rm -r /volume/removed");

        ended = List.of(forge.awaitEnd(run));
        assertThat(Installation.step(ended.getFirst(), "work").attempts()).hasSize(1);
        assertThat(failed(ended.getFirst(), "sink", Category.STORAGE)).contains("The run's workspace is gone");
        assertThat(store.keys("output")).noneMatch(key -> key.startsWith("removed/"));
    }

    private RunReport end(Chain chain) throws Exception {
        RunReport report = forge.awaitEnd(forge.submit(chain));
        ended = List.of(report);
        return report;
    }

    /** The sentence of a run that failed so. */
    private static String failed(RunReport report, String step, Category category) {
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.FAILED);
        RunFailure failure = report.failure().orElseThrow();
        assertThat(failure.step()).as(report.toString()).contains(step);
        assertThat(failure.failure().category()).as(report.toString()).isEqualTo(category);
        if (!category.worthRetrying()) {
            assertThat(Installation.step(report, step).attempts()).hasSize(1);
        }
        return failure.sentence();
    }

    /** The images of a small container of Forge's own, in all pods of a step. */
    private List<String> imagesBefore(RunReport report, String step, String container) {
        return forge.pods(report.id()).stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Names.STEP)))
                .map(Pod::getSpec)
                .flatMap(pod -> pod.getInitContainers().stream())
                .filter(each -> each.getName().equals(container))
                .map(Container::getImage)
                .toList();
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
