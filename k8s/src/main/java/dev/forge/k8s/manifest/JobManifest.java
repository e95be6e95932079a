package dev.forge.k8s.manifest;

import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the Job of an attempt: the same task and settings give the same Job on every worker. */
public final class JobManifest {
    private static final String FAIL = "FailJob";

    /** Kubernetes takes twenty rules; two are not of a container. */
    private static final int MOST_NAMED_RULES = 18;

    private final KubernetesSettings settings;
    private final Asked platform;
    private final MostAllowed most;

    /** Reads the platform's defaults; a {@link LaunchRefused} here names what is wrong in them. */
    public JobManifest(KubernetesSettings settings) {
        this.settings = settings;
        this.platform = Asked.of(settings.defaults());
        this.most = new MostAllowed(settings.defaults().most());
    }

    /** The namespace that a task's Job belongs into; refused if the installation has none of its name. */
    public Namespace namespace(StepTask task) {
        return task.kubernetes()
                .namespace()
                .map(this::namespace)
                .orElseGet(() -> settings.namespaces().getFirst());
    }

    /**
     * The Job of an attempt.
     *
     * @param run the run's ConfigMap, which owns it
     * @throws LaunchRefused if what the task asks for is not Kubernetes' or more than the platform allows
     */
    public Job job(StepTask task, Namespace namespace, OwnerReference run) {
        return job(task, namespace)
                .edit()
                .editMetadata()
                .withOwnerReferences(run)
                .endMetadata()
                .build();
    }

    /** The same owned by nobody. */
    public Job job(StepTask task, Namespace namespace) {
        PodTemplateSpec template = new PodTemplate(settings, namespace).of(task, asked(task, namespace));
        if (task.kind() == StepKind.MODULE) {
            most.check(template.getSpec());
        }
        return new JobBuilder()
                .withNewMetadata()
                .withName(task.attempt().name())
                .withNamespace(namespace.name())
                .withLabels(Marks.labels(settings.installation(), task))
                .withAnnotations(Marks.annotations(task))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withParallelism(1)
                .withCompletions(1)
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(failurePolicy(template.getSpec().getContainers()))
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private Asked asked(StepTask task, Namespace namespace) {
        Asked own = Asked.of(task.kubernetes(), "kubernetes");
        if (task.kind() != StepKind.MODULE) {
            return own.placement().over(platform.placement());
        }
        new AllowedWords(settings.defaults().allowed(), Reserved.in(namespace, settings)).check(Words.of(task, own));
        return own.over(platform);
    }

    private Namespace namespace(String name) {
        return settings.namespaces().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusals.configuration(
                        "kubernetes.namespace " + name + " is none that this installation runs in",
                        settings.namespaces().stream()
                                .map(Namespace::name)
                                .collect(Collectors.joining(", ", "use one of: ", ""))));
    }

    /** Every failure ends the Job: whether there is another attempt is the workflow's to decide, in a Job of its own. */
    private static PodFailurePolicy failurePolicy(List<Container> main) {
        List<PodFailurePolicyRule> rules = new ArrayList<>();
        rules.add(new PodFailurePolicyRuleBuilder()
                .withAction(FAIL)
                .addNewOnPodCondition("True", "DisruptionTarget")
                .build());
        main.stream()
                .limit(MOST_NAMED_RULES)
                .map(container -> exitCodes()
                        .editOnExitCodes()
                        .withContainerName(container.getName())
                        .endOnExitCodes()
                        .build())
                .forEach(rules::add);
        rules.add(exitCodes().build());
        return new PodFailurePolicyBuilder().withRules(rules).build();
    }

    private static PodFailurePolicyRuleBuilder exitCodes() {
        return new PodFailurePolicyRuleBuilder()
                .withAction(FAIL)
                .withNewOnExitCodes()
                .withOperator("NotIn")
                .withValues(0)
                .endOnExitCodes();
    }
}
