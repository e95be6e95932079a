package dev.forge.worker;

import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A failure as one paragraph: {@code monthly: container exceeded 256Mi after 41 s (OOMKilled, exit 137; retries 2/2).
 * Last line: reading 2019.csv. Try: memory: 512Mi}.
 */
final class FailureSentence {
    private FailureSentence() {}

    static String of(StepReport step, Failure failure, boolean retryable) {
        String lastLine = failure.lastLines().isEmpty()
                ? ""
                : "Last line: " + withoutFullStop(failure.lastLines().getLast()) + ". ";
        return step.name() + ": " + failure.message() + " (" + seen(step, failure, retryable) + "). " + lastLine
                + "Try: " + failure.remedy();
    }

    private static String seen(StepReport step, Failure failure, boolean retryable) {
        List<String> causes = new ArrayList<>();
        failure.reason().ifPresent(causes::add);
        failure.exitCode().ifPresent(code -> causes.add("exit " + code));
        List<String> parts = new ArrayList<>();
        if (!causes.isEmpty()) {
            parts.add(String.join(", ", causes));
        }
        parts.add(retryable ? "retries " + step.retries() + "/" + step.retryLimit() : "not worth a retry");
        if (step.disruptions() > 0) {
            parts.add("disruptions " + step.disruptions() + "/" + step.disruptionLimit());
        }
        return String.join("; ", parts);
    }

    private static String withoutFullStop(String line) {
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
