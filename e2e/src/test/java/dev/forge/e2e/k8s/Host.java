package dev.forge.e2e.k8s;

import dev.forge.k8s.install.HostSeenByPods;
import dev.forge.k8s.install.Installation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;

/**
 * This machine as pods of the cluster reach it, found as {@code ./forge up --kubernetes} finds it.
 *
 * @param name for the pods
 * @param address of this machine, on which to listen for them and for nobody else
 */
record Host(String name, InetAddress address) {
    static Host seenByPods() {
        KubernetesClient client = Cluster.shared().client();
        String context = client.getConfiguration().getCurrentContext().getName();
        HostSeenByPods host = HostSeenByPods.found(
                        context, new Installation(client, "", "").nodes(), HostSeenByPods.ownAddresses())
                .orElseThrow(() -> HostSeenByPods.unknown(context));
        return new Host(host.host(), host.address().orElseGet(InetAddress::getLoopbackAddress));
    }
}
