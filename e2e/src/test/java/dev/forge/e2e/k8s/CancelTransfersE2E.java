package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepState;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A run that is canceled while its Source or its Sink is in the middle of an object, beside one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelTransfersE2E {
    private static final int MEBIBYTE = 1 << 20;

    /** Bytes that no compression makes fewer. */
    private static final String MAKE = "head -c " + 32 * MEBIBYTE + " /dev/urandom > $FORGE_DATA/made";

    @AutoClose
    private final Installation forge;

    @AutoClose
    private final StoreDoor door;

    CancelTransfersE2E() throws Exception {
        forge = Installation.in(Space.named("cancel-transfers"));
        // A node's network towards pods may be down before it has one, and then nobody can listen there.
        ClaimRoot.of(forge.space());
        door = StoreDoor.to(forge.objects().endpoint());
        StoreKeys.put(forge.space(), forge.objects().credentials());
        forge.withTransfersTo(door.endpoint())
                .with("FORGE_TRANSFER_ENV_FORGE_S3_PATH_STYLE", "true")
                .startWorker();
    }

    private static String uri(String key) {
        return "s3://" + ObjectStore.BUCKET + "/" + key;
    }

    @Test
    void aRunThatIsCanceledInItsSourceBeginsNothingElse() throws Exception {
        forge.objects().put(ObjectStore.BUCKET, "in/large", new byte[32 * MEBIBYTE]);

        try (StoreDoor.Hold hold = door.holdAfter(8 * MEBIBYTE)) {
            String run =
                    forge.submit(Chain.named("fetch").source(uri("in/large")).module("work", "true"));
            hold.awaitReached();
            forge.awaitRunning(run, "source");

            forge.cancel(run);

            RunReport report = Cancels.awaitCanceled(forge, run);
            assertThat(Installation.step(report, "source").state()).isEqualTo(StepState.CANCELED);
            assertThat(Installation.step(report, "work").attempts()).isEmpty();
        }
    }

    @Test
    void aRunThatIsCanceledInItsSinkLeavesNoResult() throws Exception {
        String run;
        try (StoreDoor.Hold hold = door.holdAfter(8 * MEBIBYTE)) {
            run = forge.submit(Chain.named("bring").module("work", MAKE).sink(uri("out/${run.id}.zip")));
            hold.awaitReached();
            forge.awaitRunning(run, "sink");

            forge.cancel(run);

            RunReport report = Cancels.awaitCanceled(forge, run);
            assertThat(Installation.step(report, "work").state()).isEqualTo(StepState.SUCCEEDED);
            assertThat(Installation.step(report, "sink").state()).isEqualTo(StepState.CANCELED);
        }
        assertThat(forge.objects().has("out/" + run + ".zip")).isFalse();
    }
}
