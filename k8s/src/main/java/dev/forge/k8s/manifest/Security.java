package dev.forge.k8s.manifest;

import dev.forge.k8s.KubernetesSettings.User;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.Optional;

/** What Pod Security's {@code restricted} demands, where nobody says otherwise. */
final class Security {
    private static final String ALL = "ALL";
    private static final List<String> ESCALATING = List.of("SYS_ADMIN", "CAP_SYS_ADMIN");

    private Security() {}

    static PodSecurityContext pod(User user) {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user.uid())
                .withRunAsGroup(user.gid())
                .withFsGroup(user.gid())
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static SecurityContext container() {
        return filled(new SecurityContext());
    }

    /** A container's own, and what it does not say. */
    static SecurityContext filled(SecurityContext own) {
        SecurityContextBuilder filled = new SecurityContextBuilder(own);
        // The API refuses "no escalation" beside what is an escalation.
        if (own.getAllowPrivilegeEscalation() == null && !escalates(own)) {
            filled.withAllowPrivilegeEscalation(false);
        }
        if (!isPrivileged(own)) {
            filled.withCapabilities(dropped(Optional.ofNullable(own.getCapabilities())));
        }
        if (own.getRunAsNonRoot() == null && isRoot(own)) {
            filled.withRunAsNonRoot(false);
        }
        return filled.build();
    }

    private static Capabilities dropped(Optional<Capabilities> own) {
        Capabilities capabilities = own.orElseGet(Capabilities::new);
        return capabilities.getDrop().isEmpty() ? new Capabilities(capabilities.getAdd(), List.of(ALL)) : capabilities;
    }

    private static boolean escalates(SecurityContext own) {
        return isPrivileged(own)
                || Optional.ofNullable(own.getCapabilities()).stream()
                        .flatMap(capabilities -> capabilities.getAdd().stream())
                        .anyMatch(ESCALATING::contains);
    }

    private static boolean isPrivileged(SecurityContext own) {
        return Boolean.TRUE.equals(own.getPrivileged());
    }

    private static boolean isRoot(SecurityContext own) {
        return own.getRunAsUser() != null && own.getRunAsUser() == 0;
    }
}
