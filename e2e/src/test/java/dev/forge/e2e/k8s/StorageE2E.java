package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Volumes that do not do: these need the storage classes of the project's own test cluster. */
@Tag("components")
class StorageE2E {
    private static final String NO_RETRY = "retry: {limit: 0}";

    @Test
    void aVolumeThatCannotBeWrittenToIsToldWithItsClaimAndWhatToSet() throws Exception {
        try (Installation forge = Installation.in(Space.onStorage("root", "shared-root", "64Mi"))) {
            forge.startWorker();

            RunReport report = forge.awaitEnd(forge.submit(Chain.named("root").module("work", "true", NO_RETRY)));

            assertThat(storage(report))
                    .contains("cannot write to", "of the claim " + Space.CLAIM, "Try: use a StorageClass", "chown");
        }
    }

    @Test
    void aVolumeThatIsFullIsToldWithItsClaimAndWhatToSet() throws Exception {
        try (Installation forge = Installation.in(Space.onStorage("small", "shared-small", "16Mi"))) {
            forge.startWorker();
            Chain fills = Chain.named("fills")
                    .module("fill", "dd if=/dev/zero of=$FORGE_DATA/big bs=1M count=9", NO_RETRY)
                    .module("keep", "true", NO_RETRY, "restore: true");

            RunReport unkept = forge.awaitEnd(forge.submit(fills));

            assertThat(unkept.failure().orElseThrow().step()).contains("keep");
            assertThat(storage(unkept))
                    .contains("the volume of the claim " + Space.CLAIM + " is full", "give the claim a larger volume");

            RunReport own = forge.awaitEnd(forge.submit(Chain.named("full")
                    .module("full", "cat /dev/zero > $FORGE_DATA/rest", "retry: {limit: 1, backoff: 1s}")));

            // What the module does with a full volume is its own; what Forge does for the next attempt is Forge's.
            Failure exit = Installation.step(own, "full")
                    .attempts()
                    .getFirst()
                    .failure()
                    .orElseThrow();
            assertThat(exit.category()).as(own.toString()).isEqualTo(Category.MODULE_EXIT);
            assertThat(exit.lastLines()).singleElement().asString().contains("No space left on device");
            assertThat(storage(own)).contains("the volume of the claim " + Space.CLAIM + " is full", "retries 1/1");
        }
    }

    @Test
    void aSourceThatFillsTheVolumeIsTheVolumesFault() throws Exception {
        try (ObjectStore store = ObjectStore.forPods();
                Installation forge = Installation.in(Space.onStorage("source", "shared-small", "16Mi"))) {
            store.bucket("input");
            store.put("input", "large.bin", new byte[32 << 20]);
            StoreKeys.put(forge.space(), store.credentials());
            forge.withTransfersTo(store.endpointForPods())
                    .with("FORGE_TRANSFER_ENV_FORGE_S3_PATH_STYLE", "true")
                    .startWorker();

            RunReport report = forge.awaitEnd(forge.submit(
                    Chain.named("large").source("s3://input/large.bin").module("work", "true")));

            assertThat(report.failure().orElseThrow().step()).contains("source");
            assertThat(storage(report)).contains("volume", "more room");
        }
    }

    private static String storage(RunReport report) {
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.FAILED);
        RunFailure failure = report.failure().orElseThrow();
        assertThat(failure.failure().category()).as(report.toString()).isEqualTo(Category.STORAGE);
        return failure.sentence();
    }
}
