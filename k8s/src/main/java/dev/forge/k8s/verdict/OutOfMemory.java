package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** A container that used more memory than there was for it. */
final class OutOfMemory {
    private static final String REASON = "OOMKilled";

    private OutOfMemory() {}

    static Failure of(ContainerView container) {
        Optional<Quantity> limit = container.limit("memory");
        String message = "container " + container.name()
                + limit.map(most -> " exceeded " + text(most)).orElse(" ran its node out of memory")
                + after(container);
        return Failure.of(Category.OUT_OF_MEMORY, message, remedy(container, limit))
                .withReason(REASON);
    }

    /** Its limit is too small for even the container runtime's own first step. */
    static Failure atStart(ContainerView container) {
        Optional<Quantity> limit = container.limit("memory");
        return Failure.of(
                Category.OUT_OF_MEMORY,
                "container " + container.name() + " cannot even start within its memory limit"
                        + limit.map(most -> " of " + text(most)).orElse(""),
                remedy(container, limit));
    }

    private static String remedy(ContainerView container, Optional<Quantity> limit) {
        if (!container.isModule()) {
            return "give container " + container.name() + " a memory limit "
                    + limit.map(most -> "of " + twice(most))
                            .orElse("and a request, so that it runs where there is enough");
        }
        return limit.map(most -> "memory: " + twice(most) + ", or retry: {memoryFactor: 2}")
                .orElse("give the module memory:, so that it only runs where there is enough");
    }

    private static String after(ContainerView container) {
        return container
                .startedAt()
                .flatMap(start -> container.finishedAt().map(end -> Duration.between(start, end)))
                .filter(ran -> !ran.isNegative())
                .map(ran -> " after " + EndingFailures.words(ran))
                .orElse("");
    }

    /** In the unit that its author chose: twice 256Mi is 512Mi. */
    static String twice(Quantity limit) {
        BigDecimal number = new BigDecimal(limit.getAmount()).multiply(BigDecimal.TWO);
        return number.stripTrailingZeros().toPlainString() + unit(limit);
    }

    private static String text(Quantity limit) {
        return limit.getAmount() + unit(limit);
    }

    private static String unit(Quantity limit) {
        return Optional.ofNullable(limit.getFormat()).orElse("");
    }
}
