package dev.forge.k8s.attempts;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.watch.NamespaceEvents;
import dev.forge.k8s.watch.NamespaceWatch;

/** A namespace of the installation, with what is seen there. */
record WatchedNamespace(KubernetesSettings.Namespace settings, NamespaceWatch watch, NamespaceEvents events) {
    String name() {
        return settings.name();
    }
}
