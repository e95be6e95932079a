package dev.forge.k8s.manifest;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a module may say only where the platform allows it in full: the names of the platform's own, whose rights and
 * keys would be the module's, and what gives a pod an identity for Kubernetes' API.
 *
 * @param words by the field under which a platform allows them
 */
record Reserved(Map<String, Set<String>> words) {
    static final String TOKEN = "serviceAccountToken";

    /** A certificate of the pod's, for which Kubernetes has a signer that the API believes. */
    static final String CERTIFICATE = "podCertificate";

    /** The service account that modules of the namespace have anyway may be named. */
    static Reserved in(Namespace namespace, KubernetesSettings settings) {
        return new Reserved(Map.of(
                Word.SERVICE_ACCOUNT, accounts(namespace, settings),
                Word.SECRETS, secrets(settings),
                Word.VOLUMES, Set.of(TOKEN, CERTIFICATE)));
    }

    private static Set<String> accounts(Namespace namespace, KubernetesSettings settings) {
        Set<String> accounts = new TreeSet<>(settings.defaults().own().serviceAccounts());
        settings.transfer().serviceAccount().ifPresent(accounts::add);
        namespace.serviceAccount().ifPresent(accounts::remove);
        return accounts;
    }

    private static Set<String> secrets(KubernetesSettings settings) {
        Set<String> secrets = new TreeSet<>(settings.defaults().own().secrets());
        settings.transfer().credentialsSecret().ifPresent(secrets::add);
        secrets.addAll(settings.defaults().kubernetes().imagePullSecrets());
        return secrets;
    }

    boolean has(Word word) {
        return words.getOrDefault(word.field(), Set.of()).contains(word.text());
    }

    /** What is wrong with such a word. */
    static String objection(Word word) {
        return word.field().equals(Word.VOLUMES)
                ? ", which gives the module an identity for Kubernetes' API"
                : ", which is the platform's own";
    }

    /** What to write instead, where the platform has allowed nothing by name. */
    static Optional<String> other(Word word) {
        return word.field().equals(Word.VOLUMES) ? Optional.empty() : Optional.of("name another one");
    }
}
