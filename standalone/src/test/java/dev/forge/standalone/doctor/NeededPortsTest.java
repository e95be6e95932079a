package dev.forge.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.standalone.doctor.Finding.Grade;
import dev.forge.standalone.engine.Home;
import dev.forge.standalone.engine.PreferredPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededPortsTest {
    @TempDir
    private Path folder;

    @Test
    void aPortThatSomebodyHasIsNamedAndHindersNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding finding = ports(new PreferredPorts(0, taken.getLocalPort(), 0, 0, 0));

            assertThat(finding.grade()).isEqualTo(Grade.NOTE);
            assertThat(finding.found()).endsWith("somebody has " + taken.getLocalPort());
        }
    }

    @Test
    void withoutAnEngineFreePortsAreEnough() {
        assertThat(ports(PreferredPorts.ANY)).isEqualTo(Finding.good("engine", "not up; its ports are free"));
    }

    private Finding ports(PreferredPorts wanted) {
        return new NeededPorts(new Home(folder), wanted).look();
    }
}
