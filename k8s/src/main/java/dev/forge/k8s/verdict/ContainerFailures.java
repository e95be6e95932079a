package dev.forge.k8s.verdict;

import dev.forge.contract.step.Failure;
import dev.forge.runtime.ExitFailures;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What a container's own end says. */
final class ContainerFailures {
    static final ExitFailures EXITS = new ExitFailures(
            "install it in the image, or give its path in command:",
            "raise memory: if it uses much (its node may have run out); else somebody killed it");

    private ContainerFailures() {}

    /** The container whose failure is the attempt's: the first that failed, and the module's where it is among them. */
    static Optional<ContainerView> first(PodView pod) {
        Optional<ContainerView> init =
                pod.inits().stream().filter(ContainerView::hasFailed).findFirst();
        if (init.isPresent()) {
            return init;
        }
        return Stream.concat(
                        Stream.of(pod.module()),
                        pod.mains().stream()
                                .sorted(Comparator.comparing(
                                        each -> each.finishedAt().orElse(Instant.MAX))))
                .filter(ContainerView::hasFailed)
                .findFirst();
    }

    static Failure of(PodView pod, ContainerView container) {
        if (container.isOutOfSight()) {
            return Disruptions.outOfSight(pod);
        }
        int code = container.exitCode().orElse(0);
        if (StartFailures.isOne(container)) {
            return StartFailures.of(container).withExitCode(code);
        }
        if (container.endReason().filter("OOMKilled"::equals).isPresent()) {
            return OutOfMemory.of(container).withExitCode(code);
        }
        return InitFailures.ofPlatform(pod, container).orElseGet(() -> exited(pod, container, code));
    }

    private static Failure exited(PodView pod, ContainerView container, int code) {
        Failure failure = EXITS.of(container.program(), code);
        Failure named = container.isModule()
                ? failure
                : ofOther(
                        container.name(),
                        failure,
                        "see its log: kubectl logs " + pod.name() + " -c " + container.name() + " -n "
                                + pod.namespace());
        return container.endReason().map(named::withReason).orElse(named);
    }

    /** Of a container beside or before the module's: its log is its own. */
    static Failure ofOther(String container, Failure failure, String remedy) {
        return new Failure(
                failure.category(),
                failure.exitCode(),
                failure.reason(),
                "container " + container + " " + failure.message(),
                remedy,
                failure.lastLines());
    }
}
