package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.standalone.engine.OnKubernetes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubectlHelpTest {
    private static final OnKubernetes PLACE = new OnKubernetes(
            Optional.of("/home/me/config"),
            "kind-forge",
            "https://127.0.0.1:6443",
            "forge",
            "forge-0a1b2c3d",
            "",
            Optional.empty(),
            Optional.empty());

    @Test
    void theCommandsAreFilledInForTheLatestRun() {
        String run = "weather-2026-11-21T08:00:00Z";

        assertThat(KubectlHelp.lines(PLACE, Optional.of(run)))
                .contains(
                        "  kubectl --kubeconfig /home/me/config --context kind-forge -n forge get jobs -l forge.dev/run="
                                + RunKey.of(run) + " -L forge.dev/step,forge.dev/attempt")
                .noneMatch(line -> line.contains(run))
                .noneMatch(line -> line.startsWith("  ") && line.contains("STEP"));
    }

    @Test
    void withoutARunTheyHoldForTheWholeInstallation() {
        assertThat(KubectlHelp.lines(PLACE, Optional.empty()))
                .anyMatch(line -> line.endsWith("get jobs -l forge.dev/installation=forge-0a1b2c3d -w"))
                .noneMatch(line -> line.contains("forge.dev/run"));
    }
}
