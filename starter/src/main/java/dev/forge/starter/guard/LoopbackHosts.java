package dev.forge.starter.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** The names by which the starter may be called while it has no authentication. */
public final class LoopbackHosts {
    private static final Set<String> ALWAYS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String own;

    private LoopbackHosts(String own) {
        this.own = own;
    }

    /**
     * The names of loopback, and the one it listens on.
     *
     * @throws IllegalArgumentException if that is not loopback
     */
    public static LoopbackHosts of(String own) {
        if (!isLoopback(own)) {
            throw new IllegalArgumentException("The starter has no authentication yet and listens on loopback alone,"
                    + " but micronaut.server.host is \"" + own
                    + "\": set it to 127.0.0.1, and put a proxy with authentication before it.");
        }
        return new LoopbackHosts(own.toLowerCase(Locale.ROOT));
    }

    /** Whether a {@code Host} header, with or without a port, is one of them. */
    boolean allow(String header) {
        String name = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return ALWAYS.contains(name) || name.equals(own);
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // A name that nobody knows is not this machine's.
            return false;
        }
    }
}
