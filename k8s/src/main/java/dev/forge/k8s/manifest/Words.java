package dev.forge.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.step.StepTask;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects all that a module says and a platform can limit. */
final class Words {
    /** A toleration without a key tolerates everything. */
    private static final String EVERYTHING = "*";

    /** What a run's addresses name, for a module that asks for the object store; not the module's own words. */
    private static final Set<String> BUCKETS = Set.of("INPUT_BUCKET", "OUTPUT_BUCKET");

    private final List<Word> words = new ArrayList<>();

    private Words() {}

    static List<Word> of(StepTask task, Asked asked) {
        Words words = new Words();
        words.pod(asked);
        words.containers("containers", asked.containers());
        words.containers("initContainers", asked.initContainers());
        words.containers("sidecars", asked.sidecars());
        task.env().forEach((name, value) -> words.variable(name, value, task.objectStore()));
        words.references(task.kubernetes());
        return List.copyOf(words.words);
    }

    private void pod(Asked asked) {
        asked.serviceAccount().ifPresent(name -> add(Word.SERVICE_ACCOUNT, name));
        asked.imagePullSecrets().forEach(name -> add("imagePullSecrets", name));
        asked.nodeSelector().keySet().forEach(label -> add("nodeSelector", label));
        asked.tolerations().forEach(toleration -> add("tolerations", key(toleration)));
        asked.affinity().ifPresent(affinity -> KubernetesJson.fields(affinity).forEach(kind -> add("affinity", kind)));
        asked.priorityClass().ifPresent(name -> add("priorityClass", name));
        asked.runtimeClass().ifPresent(name -> add("runtimeClass", name));
        asked.volumes().forEach(this::volume);
        mounts("kubernetes", asked.volumeMounts());
        asked.securityContext().ifPresent(context -> security("kubernetes", context));
    }

    private static String key(Toleration toleration) {
        return Objects.requireNonNullElse(toleration.getKey(), EVERYTHING);
    }

    private void volume(Volume volume) {
        KubernetesJson.fields(volume).forEach(field -> {
            if (!field.equals("name")) {
                add(Word.VOLUMES, field);
            }
        });
        Optional.ofNullable(volume.getProjected()).map(ProjectedVolumeSource::getSources).stream()
                .flatMap(List::stream)
                .flatMap(Words::credentials)
                .forEach(kind -> add(Word.VOLUMES, kind));
    }

    private static Stream<String> credentials(VolumeProjection source) {
        return Stream.of(
                        Optional.ofNullable(source.getServiceAccountToken()).map(_ -> Reserved.TOKEN),
                        Optional.ofNullable(source.getPodCertificate()).map(_ -> Reserved.CERTIFICATE))
                .flatMap(Optional::stream);
    }

    private void containers(String field, List<Container> containers) {
        for (int i = 0; i < containers.size(); i++) {
            container(field, "kubernetes." + field + "[" + i + "]", containers.get(i));
        }
    }

    private void container(String field, String where, Container container) {
        add(field, text(container.getImage()));
        mounts(where, container.getVolumeMounts());
        for (VolumeDevice device : container.getVolumeDevices()) {
            words.add(new Word("volumeMounts", where + ".volumeDevices", text(device.getDevicePath())));
        }
        Optional.ofNullable(container.getSecurityContext()).ifPresent(context -> security(where, context));
        for (EnvVar variable : container.getEnv()) {
            words.add(new Word("env", where + ".env", text(variable.getName())));
        }
        for (EnvFromSource source : container.getEnvFrom()) {
            words.add(new Word("env", where + ".envFrom", text(source.getPrefix()) + EVERYTHING));
        }
    }

    private void mounts(String where, Collection<VolumeMount> mounts) {
        mounts.forEach(
                mount -> words.add(new Word("volumeMounts", where + ".volumeMounts", text(mount.getMountPath()))));
    }

    private void security(String where, SecurityContext context) {
        KubernetesJson.fields(context)
                .forEach(field -> words.add(new Word("securityContext", where + ".securityContext", field)));
    }

    private void variable(String name, EnvValue value, boolean objectStore) {
        if (!objectStore || !BUCKETS.contains(name)) {
            words.add(new Word("env", "env", name));
        }
        switch (value) {
            case EnvValue.Text _ -> {}
            case EnvValue.SecretKey key -> words.add(new Word(Word.SECRETS, "env." + name, key.secret()));
            case EnvValue.ConfigMapKey key -> words.add(new Word(Word.CONFIG_MAPS, "env." + name, key.configMap()));
        }
    }

    private void references(KubernetesSpec said) {
        references("volumes", said.volumes());
        references("containers", said.containers());
        references("initContainers", said.initContainers());
        references("sidecars", said.sidecars());
    }

    private void references(String field, List<JsonNode> parts) {
        for (int i = 0; i < parts.size(); i++) {
            words.addAll(References.in(parts.get(i), "kubernetes." + field + "[" + i + "]"));
        }
    }

    private void add(String field, String text) {
        words.add(Word.in(field, text));
    }

    private static String text(@Nullable String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
