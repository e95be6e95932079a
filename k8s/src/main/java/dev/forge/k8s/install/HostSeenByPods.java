package dev.forge.k8s.install;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * By what name pods reach this machine.
 *
 * @param host for the pods' URLs
 * @param address of this machine, where what pods are to reach must listen; empty where loopback is enough
 */
public record HostSeenByPods(String host, Optional<InetAddress> address) {
    private static final String KIND = "kind-";
    private static final String MINIKUBE = "minikube";
    private static final List<String> DESKTOP = List.of("docker-desktop", "docker-for-desktop");
    private static final String DESKTOP_HOST = "host.docker.internal";
    private static final String MINIKUBE_HOST = "host.minikube.internal";

    /**
     * The host that a person named. It is listened on where it is an address of this machine, else on the address
     * that shares a network with a node.
     */
    public static HostSeenByPods named(String host, List<InetAddress> nodes, List<Own> own) {
        Optional<InetAddress> mine = resolved(host).filter(address -> isOwn(address, own));
        return new HostSeenByPods(host, mine.or(() -> besideNode(nodes, own)));
    }

    /**
     * What can be found out about a cluster: kind, minikube and Docker Desktop by their contexts' names, any other by
     * a node that is this machine, or in the same network.
     *
     * @param nodes the nodes' internal addresses; empty where they may not be looked at
     */
    public static Optional<HostSeenByPods> found(String context, List<InetAddress> nodes, List<Own> own) {
        Optional<InetAddress> beside = besideNode(nodes, own);
        if (context.equals(MINIKUBE)) {
            return Optional.of(new HostSeenByPods(MINIKUBE_HOST, beside));
        }
        if (DESKTOP.contains(context)) {
            return Optional.of(new HostSeenByPods(DESKTOP_HOST, Optional.empty()));
        }
        if (beside.isPresent()) {
            return beside.map(address -> new HostSeenByPods(address.getHostAddress(), beside));
        }
        // kind's network is not on this machine where Docker runs in a virtual one, which then knows this name.
        return context.startsWith(KIND)
                ? Optional.of(new HostSeenByPods(DESKTOP_HOST, Optional.empty()))
                : Optional.empty();
    }

    /** What to say where nothing was found. */
    public static ClusterProblem unknown(String context) {
        return new ClusterProblem("How pods of the context " + context + " reach this machine is not known, and Source"
                + " and Sink must reach its S3. Say by which name or address with --s3-host HOST, or use an S3 that they"
                + " reach with --s3 aws.");
    }

    /** All addresses of this machine beyond loopback; a bridge that no pod hangs on yet counts as down, and is not. */
    public static List<Own> ownAddresses() {
        try {
            List<Own> own = new ArrayList<>();
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (!each.isLoopback()) {
                    each.getInterfaceAddresses().stream().map(Own::of).forEach(own::add);
                }
            }
            return own;
        } catch (SocketException e) {
            throw new ClusterProblem(
                    "The network of this machine cannot be looked at (" + e.getMessage() + "). Give --s3-host.", e);
        }
    }

    private static Optional<InetAddress> besideNode(List<InetAddress> nodes, List<Own> own) {
        return nodes.stream()
                .flatMap(node -> own.stream().filter(mine -> mine.sharesNetworkWith(node)))
                .max(Comparator.comparingInt(Own::prefix))
                .map(Own::address);
    }

    private static boolean isOwn(InetAddress address, List<Own> own) {
        return own.stream().anyMatch(mine -> mine.address().equals(address));
    }

    private static Optional<InetAddress> resolved(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            // A name that only pods know, such as minikube's.
            return Optional.empty();
        }
    }

    /**
     * An address of this machine.
     *
     * @param prefix how many of its bits name its network
     */
    public record Own(InetAddress address, int prefix) {
        static Own of(InterfaceAddress address) {
            return new Own(address.getAddress(), address.getNetworkPrefixLength());
        }

        boolean sharesNetworkWith(InetAddress node) {
            BigInteger mine = network(address);
            return address.getAddress().length == node.getAddress().length
                    && !address.isLinkLocalAddress()
                    && mine.equals(network(node));
        }

        private BigInteger network(InetAddress of) {
            byte[] bytes = of.getAddress();
            return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - prefix);
        }
    }
}
