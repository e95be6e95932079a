package dev.forge.e2e.k8s;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Hands on what arrives at an address of this machine to what listens on its loopback, so that pods reach a server of a
 * scenario and the network does not. Temporal's dev server cannot do that itself: bound to another address, its own parts
 * do not find each other.
 */
final class Relay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int behind;

    private Relay(ServerSocket entrance, int behind) {
        this.entrance = entrance;
        this.behind = behind;
    }

    /** Listens there, at a free port, for whoever wants the server at that port of loopback. */
    static Relay at(InetAddress address, int behind) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 0, address), behind);
        Thread.ofVirtual().name("relay to " + behind).start(relay::accept);
        return relay;
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = entrance.accept();
                Thread.ofVirtual().start(() -> serve(from));
            }
        } catch (IOException closed) {
            // Nobody is let in any more; who is in stays until one of the two ends goes.
        }
    }

    private void serve(Socket from) {
        try (from;
                Socket to = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            Thread back = Thread.ofVirtual().start(() -> hand(to, from));
            hand(from, to);
            back.join();
        } catch (IOException gone) {
            // There is no server behind: whoever called sees his connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hand(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // One end is gone: the other learns it by its own reading.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
