package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortIsReplacedByAFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = new Ports().choose(taken.getLocalPort());

            assertThat(port).isNotEqualTo(taken.getLocalPort());
            assertThat(Ports.isFree(port)).isTrue();
        }
    }

    @Test
    void whoListensIsSeen() throws Exception {
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            assertThat(Ports.listens(port)).isTrue();
        }
        assertThat(Ports.listens(port)).isFalse();
    }

    @Test
    void noPortIsGivenTwice() {
        Ports ports = new Ports();
        int first = ports.choose(0);

        assertThat(ports.choose(first)).isNotEqualTo(first);
    }
}
