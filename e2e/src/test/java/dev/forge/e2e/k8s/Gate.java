package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A place in a module's script where it waits until the scenario lets it go on, so that nothing hangs on seconds. */
enum Gate {
    FIRST,
    SECOND;

    /** The line that waits. */
    String line() {
        return "until [ -e " + file() + " ]; do sleep 0.2; done\n";
    }

    void open(Pod pod) throws Exception {
        try (ExecWatch touch = Cluster.shared()
                .client()
                .pods()
                .resource(pod)
                .inContainer(Names.MODULE_CONTAINER)
                .writingError(System.err)
                .exec("sh", "-c", "touch " + file())) {
            assertThat(touch.exitCode().get(1, TimeUnit.MINUTES)).isZero();
        }
    }

    private String file() {
        return "$FORGE_DATA/gate-" + name().toLowerCase(Locale.ROOT);
    }
}
