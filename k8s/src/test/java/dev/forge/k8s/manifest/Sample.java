package dev.forge.k8s.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that a test describes in words, and the Job that it becomes. */
final class Sample {
    static final Namespace RUNS = new Namespace("runs", "workspaces", Optional.empty());
    static final KubernetesSettings SETTINGS =
            KubernetesSettings.of("forge", RUNS, Images.of("registry.example/forge/transfer:1"));

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final OwnerReference OWNER = new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName(RunConfigMap.name("weather-5"))
            .withUid("0b5e0e0c-0000-4000-8000-000000000001")
            .build();

    private final Map<String, EnvValue> env = new LinkedHashMap<>();
    private KubernetesSettings settings = SETTINGS;
    private AttemptId attempt = new AttemptId("weather-5", "execution-1", "monthly", 1);
    private StepKind kind = StepKind.MODULE;
    private StepTask.Workspace workspace = StepTask.Workspace.CONTINUED;
    private boolean restore;
    private boolean objectStore;
    private Resources resources = Resources.NONE;
    private KubernetesSpec kubernetes = KubernetesSpec.NONE;
    private List<String> command = List.of();
    private List<String> args = List.of();
    private Duration timeout = Duration.ofMinutes(15);

    static Sample module() {
        return new Sample();
    }

    Sample under(KubernetesSettings other) {
        settings = other;
        return this;
    }

    Sample attempt(String run, String execution, String step, int number) {
        attempt = new AttemptId(run, execution, step, number);
        return this;
    }

    Sample as(String step) {
        return attempt(attempt.runId(), attempt.execution(), step, attempt.number());
    }

    Sample ofRun(String run) {
        return attempt(run, attempt.execution(), attempt.step(), attempt.number());
    }

    Sample kind(StepKind other) {
        kind = other;
        return this;
    }

    Sample first() {
        workspace = StepTask.Workspace.BEGUN;
        return this;
    }

    Sample resumed() {
        workspace = StepTask.Workspace.RESUMED;
        return this;
    }

    Sample restored() {
        restore = true;
        return this;
    }

    Sample withObjectStore() {
        objectStore = true;
        return this;
    }

    Sample with(String name, String value) {
        return with(name, EnvValue.text(value));
    }

    Sample with(String name, EnvValue value) {
        env.put(name, value);
        return this;
    }

    Sample asking(Resources other) {
        resources = other;
        return this;
    }

    Sample within(Duration other) {
        timeout = other;
        return this;
    }

    /** What stands under {@code kubernetes:}, in YAML. */
    Sample kubernetes(String yaml) {
        kubernetes = spec(yaml);
        return this;
    }

    Sample sh(String script) {
        command = List.of("sh", "-c", script);
        return this;
    }

    Sample args(String... words) {
        args = List.of(words);
        return this;
    }

    StepTask task() {
        return new StepTask(
                attempt,
                kind,
                "busybox:1.36",
                command,
                args,
                env,
                resources,
                timeout,
                workspace,
                restore,
                objectStore,
                kubernetes);
    }

    KubernetesSettings settings() {
        return settings;
    }

    Job job() {
        return job(OWNER);
    }

    Job job(OwnerReference owner) {
        JobManifest manifest = new JobManifest(settings);
        return manifest.job(task(), manifest.namespace(task()), owner);
    }

    PodSpec pod() {
        return job().getSpec().getTemplate().getSpec();
    }

    /** The container whose output and log are the attempt's. */
    Container main() {
        return pod().getContainers().getFirst();
    }

    /** Its plain variables, in order. */
    Map<String, String> variables() {
        return variables(main());
    }

    static Map<String, String> variables(Container container) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvVar variable : container.getEnv()) {
            values.put(variable.getName(), variable.getValue());
        }
        return values;
    }

    static JsonNode json(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KubernetesSpec spec(String yaml) {
        try {
            return HistoryFormat.mapper().treeToValue(json(yaml), KubernetesSpec.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Resources resources(String cpu, String memory) {
        return new Resources(Optional.of(new Quantity(cpu)), Optional.of(new Quantity(memory)));
    }
}
