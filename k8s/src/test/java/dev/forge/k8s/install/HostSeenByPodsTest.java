package dev.forge.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.install.HostSeenByPods.Own;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostSeenByPodsTest {
    private static final Own LAN = own("192.168.1.20", 24);
    private static final Own DOCKER = own("172.18.0.1", 16);

    @Test
    void aNodeThatIsThisMachineIsReachedAtItsAddress() {
        Own bridge = own("198.18.0.1", 16);

        assertThat(HostSeenByPods.found("forge", List.of(address("198.18.0.1")), List.of(LAN, bridge)))
                .contains(new HostSeenByPods("198.18.0.1", Optional.of(address("198.18.0.1"))));
    }

    @Test
    void kindsNodesReachThisMachineAtTheGatewayOfTheirNetwork() {
        assertThat(HostSeenByPods.found("kind-kind", List.of(address("172.18.0.2")), List.of(LAN, DOCKER)))
                .contains(new HostSeenByPods("172.18.0.1", Optional.of(address("172.18.0.1"))));
    }

    @Test
    void whereDockerIsInAVirtualMachineItsOwnNameLeadsToLoopback() {
        assertThat(HostSeenByPods.found("kind-kind", List.of(address("172.18.0.2")), List.of(LAN)))
                .contains(new HostSeenByPods("host.docker.internal", Optional.empty()));
        assertThat(HostSeenByPods.found("docker-desktop", List.of(address("192.168.65.3")), List.of(LAN)))
                .contains(new HostSeenByPods("host.docker.internal", Optional.empty()));
    }

    @Test
    void minikubeHasANameForThisMachine() {
        Own bridge = own("192.168.49.1", 24);

        assertThat(HostSeenByPods.found("minikube", List.of(address("192.168.49.2")), List.of(LAN, bridge)))
                .contains(new HostSeenByPods("host.minikube.internal", Optional.of(address("192.168.49.1"))));
    }

    @Test
    void theNarrowestNetworkCounts() {
        Own wide = own("172.16.0.1", 12);

        assertThat(HostSeenByPods.found("other", List.of(address("172.18.0.2")), List.of(wide, DOCKER)))
                .map(HostSeenByPods::host)
                .contains("172.18.0.1");
    }

    @Test
    void ofAClusterElsewhereNothingIsFound() {
        assertThat(HostSeenByPods.found("eks", List.of(address("10.0.3.17")), List.of(LAN, DOCKER)))
                .isEmpty();
        assertThat(HostSeenByPods.found("eks", List.of(), List.of(LAN))).isEmpty();
        assertThat(HostSeenByPods.unknown("eks")).hasMessageContainingAll("eks", "--s3-host");
    }

    @Test
    void aPrefixThatEndsInsideAByteIsUnderstood() {
        Own narrow = own("10.0.0.33", 27);

        assertThat(HostSeenByPods.found("c", List.of(address("10.0.0.62")), List.of(narrow)))
                .isPresent();
        assertThat(HostSeenByPods.found("c", List.of(address("10.0.0.64")), List.of(narrow)))
                .isEmpty();
    }

    @Test
    void aNamedAddressOfThisMachineIsListenedOn() {
        assertThat(HostSeenByPods.named("192.168.1.20", List.of(), List.of(LAN)).address())
                .contains(address("192.168.1.20"));
    }

    @Test
    void aNamedHostThatOnlyPodsKnowIsListenedForBesideTheirNode() {
        HostSeenByPods named =
                HostSeenByPods.named("build.machine.invalid", List.of(address("172.18.0.2")), List.of(LAN, DOCKER));

        assertThat(named).isEqualTo(new HostSeenByPods("build.machine.invalid", Optional.of(address("172.18.0.1"))));
    }

    private static Own own(String address, int prefix) {
        return new Own(address(address), prefix);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
