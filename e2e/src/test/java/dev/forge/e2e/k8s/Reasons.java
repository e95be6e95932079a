package dev.forge.e2e.k8s;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.Waiting;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a user is told of why a run does not get on. */
final class Reasons {
    private Reasons() {}

    static String of(RunReport report) {
        return Stream.concat(
                        report.waiting().stream(), report.steps().stream().flatMap(step -> step.waiting().stream()))
                .map(Waiting::why)
                .collect(Collectors.joining("\n"));
    }
}
