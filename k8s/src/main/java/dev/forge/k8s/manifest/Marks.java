package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.Names;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The labels and annotations of what Forge makes. */
final class Marks {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int LONGEST_SLUG = 52;
    private static final int HASH = 10;

    private Marks() {}

    /** Labels of all that belongs to a run. */
    static Map<String, String> labels(String installation, String runId) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Names.MANAGED_BY, Names.FORGE);
        labels.put(Names.INSTALLATION, installation);
        labels.put(Names.RUN, RunKey.of(runId));
        return labels;
    }

    static Map<String, String> labels(String installation, StepTask task) {
        Map<String, String> labels = labels(installation, task.attempt().runId());
        labels.put(Names.STEP, label(task.attempt().step()));
        labels.put(Names.ATTEMPT, Integer.toString(task.attempt().number()));
        return labels;
    }

    static Map<String, String> annotations(StepTask task) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Names.RUN_ID, task.attempt().runId());
        annotations.put(Names.STEP_NAME, task.attempt().step());
        annotations.put(Names.EXECUTION, task.attempt().execution());
        annotations.put(Names.SPEC_HASH, SpecHash.of(task));
        annotations.put(Names.TIMEOUT, task.timeout().toString());
        task.kubernetes().keepJob().ifPresent(kept -> annotations.put(Names.KEEP_JOB, kept.toString()));
        return annotations;
    }

    /** A text as a label's value: itself where it can be, else shortened, with a digest that tells it from others. */
    static String label(String text) {
        if (LABEL.matcher(text).matches()) {
            return text;
        }
        String dashed =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String cut =
                dashed.substring(0, Math.min(dashed.length(), LONGEST_SLUG)).replaceAll("-+$", "");
        return (cut.isEmpty() ? "s" : cut) + "-" + RunKey.digest(text, HASH);
    }
}
