package dev.forge.k8s.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an author's containers and volumes must not do to Forge's own. */
final class PodRules {
    private PodRules() {}

    static void check(PodSpec pod) {
        distinct(
                "container",
                Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                        .map(Container::getName));
        distinct("volume", pod.getVolumes().stream().map(Volume::getName));
        checkClaims(pod.getVolumes());
    }

    private static void distinct(String kind, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                throw Refusals.configuration(
                        "two " + kind + "s of the pod are named " + name,
                        "give the module's another name; Forge's own are prepare, restore and the volume workspace");
            }
        });
    }

    /** Whoever mounts the claim by itself sees the files of all runs. */
    private static void checkClaims(List<Volume> volumes) {
        String workspaces = volumes.getFirst().getPersistentVolumeClaim().getClaimName();
        volumes.stream()
                .skip(1)
                .filter(volume -> claim(volume).filter(workspaces::equals).isPresent())
                .findFirst()
                .ifPresent(volume -> {
                    throw Refusals.configuration(
                            "the volume " + volume.getName() + " is of the claim " + workspaces
                                    + ", which holds the workspaces of all runs",
                            "mount the volume workspace, which holds this run's, or use another claim");
                });
    }

    private static Optional<String> claim(Volume volume) {
        return Optional.ofNullable(volume.getPersistentVolumeClaim()).map(source -> source.getClaimName());
    }
}
