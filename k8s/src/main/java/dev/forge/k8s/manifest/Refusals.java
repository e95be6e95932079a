package dev.forge.k8s.manifest;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.LaunchRefused;

/** How a task that can never become a Job is refused. */
final class Refusals {
    private Refusals() {}

    static LaunchRefused configuration(String message, String remedy) {
        return new LaunchRefused(Failure.of(Category.CONFIGURATION, message, remedy));
    }
}
