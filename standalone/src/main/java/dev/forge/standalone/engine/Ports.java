package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/** Chooses ports on loopback: the preferred one, or a free one where that is taken. */
public final class Ports {
    private final Set<Integer> given = new HashSet<>();

    /** A free port that this object has not given before; {@code preferred} if it is one. */
    public int choose(int preferred) {
        int port = preferred != 0 && !given.contains(preferred) && isFree(preferred) ? preferred : anyFree();
        given.add(port);
        return port;
    }

    /** Whether nobody listens there. Asking takes the port for a moment. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody listens there; unlike {@link #isFree} it takes the port from nobody who is about to. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return given.contains(socket.getLocalPort()) ? anyFree() : socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free on 127.0.0.1.", e);
        }
    }
}
