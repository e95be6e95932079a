package dev.forge.k8s.manifest;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resources by Kubernetes' names for them. */
final class Amounts {
    static final String CPU = "cpu";
    static final String MEMORY = "memory";
    static final String EPHEMERAL_STORAGE = "ephemeral-storage";

    private Amounts() {}

    static Map<String, Quantity> of(Resources resources) {
        Map<String, Quantity> amounts = new LinkedHashMap<>();
        resources.cpu().ifPresent(amount -> amounts.put(CPU, amount));
        resources.memory().ifPresent(amount -> amounts.put(MEMORY, amount));
        resources.ephemeralStorage().ifPresent(amount -> amounts.put(EPHEMERAL_STORAGE, amount));
        amounts.putAll(resources.extended());
        return amounts;
    }

    /** What a module asks for, and for the rest what the platform says. */
    static Map<String, Quantity> over(Resources own, Resources platform) {
        Map<String, Quantity> amounts = of(platform);
        amounts.putAll(of(own));
        return amounts;
    }

    /** Requests of all; limits of all but cpu, which is only ever shared more slowly. */
    static ResourceRequirements requirements(Map<String, Quantity> amounts) {
        ResourceRequirementsBuilder requirements = new ResourceRequirementsBuilder();
        amounts.forEach((name, amount) -> {
            var quantity = io.fabric8.kubernetes.api.model.Quantity.parse(amount.text());
            requirements.addToRequests(name, quantity);
            if (!name.equals(CPU)) {
                requirements.addToLimits(name, quantity);
            }
        });
        return requirements.build();
    }

    /** The field of a module's resources that says it. */
    static String field(String resource) {
        return "resources." + (resource.equals(EPHEMERAL_STORAGE) ? "ephemeralStorage" : resource);
    }
}
