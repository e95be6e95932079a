package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Modules that run until the test lets them go on, and only then leave their effect, one line each. So nothing depends on
 * how fast the machine is.
 */
enum Gated {
    /** As process 1 of its container it has no handler: SIGTERM does nothing, and SIGKILL ends it. */
    IGNORES_TERM(""),
    /** When it is asked to end, it says that all went well, though it has not done its work. */
    EXITS_0_ON_TERM("trap 'exit 0' TERM\n");

    private static final String READY = "waits at its gate";
    private static final String GATE = "/go-";

    private final String trap;

    Gated(String trap) {
        this.trap = trap;
    }

    String script() {
        return trap + "echo " + READY + "\nuntil [ -e $FORGE_DATA" + GATE + "$FORGE_STEP ]; do sleep 0.2; done\n"
                + effect();
    }

    /** What leaves the step's name behind. */
    static String effect() {
        return "echo $FORGE_STEP >> $FORGE_DATA/effects";
    }

    /** A last module that tells in its output how often each effect was left, as in {@code 1xfirst 1xsecond}. */
    static String count() {
        return "sort $FORGE_DATA/effects | uniq -c | awk '{print $1 \"x\" $2}' | xargs > $FORGE_OUTPUT";
    }

    static String counted(RunReport report) {
        return Installation.step(report, "count").output().strip();
    }

    /** The step's pod, once its module waits at its gate and listens to signals. */
    static Pod waiting(Installation forge, String run, String step) {
        return waiting(() -> forge.livePods(run), step);
    }

    /** The same among the live pods of a run, wherever they are. */
    static Pod waiting(Supplier<List<Pod>> live, String step) {
        return Awaitility.await()
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> pod(live.get(), step), Gated::isWaiting);
    }

    private static Pod pod(List<Pod> live, String step) {
        return live.stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Names.STEP)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWaiting(Pod pod) {
        return Cluster.shared()
                .client()
                .pods()
                .resource(pod)
                .inContainer(Names.MODULE_CONTAINER)
                .getLog()
                .contains(READY);
    }

    /** Lets the module of a pod go on. */
    static void open(Pod pod) throws Exception {
        String gate = "/data" + GATE + pod.getMetadata().getLabels().get(Names.STEP);
        try (ExecWatch touch = Cluster.shared()
                .client()
                .pods()
                .resource(pod)
                .inContainer(Names.MODULE_CONTAINER)
                .writingOutput(OutputStream.nullOutputStream())
                .exec("touch", gate)) {
            assertThat(touch.exitCode().get(1, TimeUnit.MINUTES)).isZero();
        }
    }
}
