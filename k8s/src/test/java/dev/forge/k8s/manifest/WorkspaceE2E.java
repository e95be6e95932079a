package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workspaces on real volumes: made, kept, put back and removed. */
class WorkspaceE2E {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private static TestNamespace namespace;

    private final String run = "run-" + RUNS.incrementAndGet();
    private int attempts;

    @BeforeAll
    static void open() {
        namespace = new TestNamespace();
        namespace.claim("workspaces");
    }

    @AfterAll
    static void close() {
        namespace.close();
    }

    @Test
    void theFirstStepMakesAWorkspaceForThePlatformsGroup() {
        Pod pod = namespace.succeeded(step("source")
                .first()
                .sh("cd $FORGE_DATA; mkdir e; (id -u; id -g; stat -c '%a %g' .; stat -c %g e) > $FORGE_OUTPUT"));

        assertThat(TestNamespace.output(pod, "module")).isEqualTo("10001\n10001\n2770 10001\n10001\n");
        Pod again = namespace.succeeded(step("source").first().sh("ls -A $FORGE_DATA > $FORGE_OUTPUT"));
        assertThat(TestNamespace.output(again, "module")).isEqualTo("e\n");
    }

    @Test
    void aVolumeOfRootsIsSaidWithWhatToSet() {
        assumeTrue(namespace.hasClass("shared-root"), "the cluster has no class of volumes that belong to root");
        namespace.claim("rooted", "shared-root", "1Gi");

        Pod pod = namespace.run(
                step("source").under(namespace.settings("rooted")).first().sh("exit 0"));

        assertThat(TestNamespace.exitCode(pod, "prepare")).isEqualTo(Names.STORAGE_EXIT);
        assertThat(TestNamespace.output(pod, "prepare").lines())
                .satisfiesExactly(
                        message -> assertThat(message)
                                .isEqualTo(
                                        "user 10001 with group 10001 cannot write to /volume of the claim rooted, which"
                                                + " belongs to user 0, group 0, mode drwxr-xr-x"),
                        remedy -> assertThat(remedy)
                                .contains("fsGroup", "access point", "UID 10001", "GID 10001", "chown 10001:10001"));
    }

    @Test
    void aVolumeThatIsFullIsSaid() {
        assumeTrue(namespace.hasClass("shared-small"), "the cluster has no class of volumes that can be filled");
        namespace.claim("small", "shared-small", "8Mi");
        KubernetesSettings small = namespace.settings("small");
        namespace.succeeded(step("source")
                .under(small)
                .first()
                .sh("dd if=/dev/zero of=$FORGE_DATA/fill bs=1024; "
                        + "while echo x >> $FORGE_DATA/rest; do :; done; exit 0"));

        Pod pod = namespace.run(
                Sample.module().under(small).ofRun("other-" + run).first().sh("exit 0"));

        assertThat(TestNamespace.exitCode(pod, "prepare")).isEqualTo(Names.STORAGE_EXIT);
        assertThat(TestNamespace.output(pod, "prepare"))
                .startsWith("the volume of the claim small is full\nremove what nobody needs");
    }

    @Test
    void aStepIsPutBackToWhatItFoundBeforeItsSecondAttempt() {
        namespace.succeeded(
                step("source").first().sh("cd $FORGE_DATA; mkdir -p a/b; echo kept > a/b/file; ln -s /etc a/link"));

        Pod first = namespace.run(
                step("monthly")
                        .restored()
                        .sh(
                                "cd $FORGE_DATA; echo changed > a/b/file; rm a/link; echo more > more; mkdir shut; chmod 000 shut; exit 1"));
        assertThat(TestNamespace.exitCode(first, "module")).isOne();
        Pod second = namespace.succeeded(step("monthly")
                .restored()
                .sh("cd $FORGE_DATA; (ls -A; cat a/b/file; readlink a/link; stat -c %a .) > $FORGE_OUTPUT"));

        assertThat(TestNamespace.output(second, "module")).isEqualTo("a\nkept\n/etc\n2770\n");
        Pod next = namespace.succeeded(step("daily").restored().sh("ls -A $FORGE_DATA > $FORGE_OUTPUT"));
        assertThat(TestNamespace.output(next, "module")).isEqualTo("a\n");
    }

    @Test
    void cleaningRemovesTheRunsFolderWhateverIsInItAndNothingElse() {
        Sample other = Sample.module().under(settings()).ofRun("beside-" + run);
        namespace.succeeded(other.first().sh("cd $FORGE_DATA; mkdir d; echo other > d/file"));
        String elsewhere = RunConfigMap.name("beside-" + run).replaceAll("-run$", "");
        namespace.succeeded(step("source")
                .first()
                .restored()
                .sh("cd $FORGE_DATA; mkdir -p shut/in; echo x > shut/in/file; "
                        + "ln -s ../../" + elsewhere + "/data/d near; ln -s /volume/runs/" + elsewhere + " far; "
                        + "ln -s near shut/link; chmod 000 shut/in shut; exit 0"));

        Pod cleaned = clean(run);

        assertThat(cleaned.getStatus().getPhase())
                .as(cleaned.getStatus().toString())
                .isEqualTo("Succeeded");
        assertThat(TestNamespace.output(
                        namespace.succeeded(Sample.module()
                                .under(settings())
                                .attempt("beside-" + run, "e", "look", 1)
                                .sh("cat $FORGE_DATA/d/file > $FORGE_OUTPUT")),
                        "module"))
                .isEqualTo("other\n");
        assertThat(TestNamespace.output(
                        namespace.succeeded(step("look").first().sh("ls -A $FORGE_DATA > $FORGE_OUTPUT")), "module"))
                .isEmpty();
    }

    @Test
    void theSinkSeesWhetherItsWorkspaceIsTheOneThatWasBegun() {
        String look = "if [ -e $FORGE_BEGUN ]; then echo begun; else echo another; fi > $FORGE_OUTPUT";
        namespace.succeeded(step("source").first().sh("exit 0"));

        Pod before = namespace.succeeded(step("sink").kind(StepKind.SINK).sh(look));
        clean(run);
        Pod after = namespace.succeeded(step("sink").kind(StepKind.SINK).sh(look));

        assertThat(TestNamespace.output(before, "module")).isEqualTo("begun\n");
        assertThat(TestNamespace.output(after, "module")).isEqualTo("another\n");
    }

    @Test
    void aResetRunGoesOnInTheWorkspaceThatWasBegunOrNotAtAll() {
        namespace.succeeded(step("source").first().sh("echo kept > $FORGE_DATA/file"));

        Pod before = namespace.succeeded(step("look").resumed().sh("cat $FORGE_DATA/file > $FORGE_OUTPUT"));
        clean(run);
        Pod after = namespace.run(step("look").resumed().sh("exit 0"));

        assertThat(TestNamespace.output(before, "module")).isEqualTo("kept\n");
        assertThat(TestNamespace.exitCode(after, "resume")).isEqualTo(Names.STORAGE_EXIT);
        assertThat(TestNamespace.output(after, "resume"))
                .startsWith("the workspace of this run is gone from the claim workspaces\nstart the run again");
    }

    @Test
    void cleaningWhatWasNeverThereSucceeds() {
        assertThat(clean("never-" + run).getStatus().getPhase()).isEqualTo("Succeeded");
    }

    private KubernetesSettings settings() {
        return namespace.settings("workspaces");
    }

    private Sample step(String step) {
        attempts++;
        return Sample.module().under(settings()).attempt(run, "execution-1", step, attempts);
    }

    private Pod clean(String runId) {
        KubernetesSettings settings = settings();
        return namespace.run(
                CleaningJob.of(settings, runId, settings.namespaces().getFirst()));
    }
}
