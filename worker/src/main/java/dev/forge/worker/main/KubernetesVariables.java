package dev.forge.worker.main;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.KubernetesSettings.User;
import dev.forge.k8s.PlatformNames;
import dev.forge.k8s.WaitingLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What makes {@link KubernetesSettings}. */
final class KubernetesVariables {
    private static final String TRANSFER = "forge/transfer:1";

    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
    private static final String NAME = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*";

    private final Variables variables;

    KubernetesVariables(Variables variables) {
        this.variables = variables;
    }

    KubernetesSettings read() {
        Images images = images();
        String installation = variables
                .read(
                        "FORGE_INSTALLATION",
                        value -> Optional.of(value).filter(text -> text.matches(LABEL)),
                        "write a DNS label: lower-case letters, digits and dashes, at most 63")
                .orElse("forge");
        List<Namespace> namespaces = namespaces();
        KubernetesSettings usual = KubernetesSettings.of(installation, namespaces.getFirst(), images);
        return variables
                .made("FORGE_NAMESPACES", () -> usual.withNamespaces(namespaces), usual)
                .withUser(user())
                .withGrace(wholeSeconds("FORGE_GRACE", KubernetesSettings.DEFAULT_GRACE, 1))
                .withLimits(limits())
                .withTransfer(transfer())
                .withDefaults(defaults())
                .withKeepJobs(wholeSeconds("FORGE_KEEP_JOBS", KubernetesSettings.DEFAULT_KEEP_JOBS, 0));
    }

    private User user() {
        return new User(
                variables.number("FORGE_STEPS_UID", 1, Integer.MAX_VALUE, Math.toIntExact(User.DEFAULT.uid())),
                variables.number("FORGE_STEPS_GID", 1, Integer.MAX_VALUE, Math.toIntExact(User.DEFAULT.gid())));
    }

    private Transfer transfer() {
        return variables.made(
                "FORGE_TRANSFER_ENV_…, FORGE_TRANSFER_CREDENTIALS_SECRET, FORGE_TRANSFER_SERVICE_ACCOUNT",
                () -> new Transfer(
                        variables.beginningWith("FORGE_TRANSFER_ENV_"),
                        variables.text("FORGE_TRANSFER_CREDENTIALS_SECRET"),
                        variables.text("FORGE_TRANSFER_SERVICE_ACCOUNT")),
                Transfer.NONE);
    }

    private Defaults defaults() {
        Defaults amounts =
                Defaults.NONE.withResources(resources("FORGE_MODULES_")).withMost(resources("FORGE_MODULES_MOST_"));
        Defaults parts = variables.made(
                "FORGE_MODULES_VOLUMES, FORGE_MODULES_VOLUME_MOUNTS, FORGE_MODULES_INIT_CONTAINERS,"
                        + " FORGE_MODULES_SIDECARS",
                () -> amounts.withKubernetes(spec()),
                amounts);
        Defaults modules = variables.made(
                "FORGE_MODULES_ENV", () -> parts.withEnv(jsonList("FORGE_MODULES_ENV", "v1.EnvVar")), parts);
        Defaults limited = variables.made("FORGE_MODULES_ALLOWED", () -> modules.withAllowed(allowed()), modules);
        return variables.made(
                "FORGE_PLATFORM_SERVICE_ACCOUNTS, FORGE_PLATFORM_SECRETS",
                () -> limited.withOwn(new PlatformNames(
                        variables.list("FORGE_PLATFORM_SERVICE_ACCOUNTS"), variables.list("FORGE_PLATFORM_SECRETS"))),
                limited);
    }

    private Map<String, List<String>> allowed() {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        json("FORGE_MODULES_ALLOWED", KubernetesVariables::isOfLists, "a JSON object of lists of texts")
                .ifPresent(fields -> fields.properties()
                        .forEach(field -> allowed.put(
                                field.getKey(),
                                elements(field.getValue()).stream()
                                        .map(JsonNode::asText)
                                        .toList())));
        return allowed;
    }

    private static boolean isOfLists(JsonNode json) {
        return json.isObject()
                && json.valueStream()
                        .allMatch(list -> list.isArray() && list.valueStream().allMatch(JsonNode::isTextual));
    }

    private List<Namespace> namespaces() {
        List<Namespace> namespaces = new ArrayList<>();
        for (String text : variables.list("FORGE_NAMESPACES")) {
            namespace(text).ifPresentOrElse(namespaces::add, () -> variables.wrong("FORGE_NAMESPACES", form()));
        }
        if (variables.text("FORGE_NAMESPACES").isEmpty()) {
            variables.mistake("FORGE_NAMESPACES is not set: " + form() + ".");
        }
        // The mistake is noted, and thrown with the others.
        return namespaces.isEmpty() ? List.of(new Namespace("none", "none", Optional.empty())) : namespaces;
    }

    private static String form() {
        return "write each namespace of runs with its PersistentVolumeClaim and, after a colon, its modules' service"
                + " account, such as forge=forge-workspaces:forge-module,team-b=team-b-workspaces";
    }

    private static Optional<Namespace> namespace(String text) {
        if (!text.matches(LABEL + "=" + NAME + "(?::" + NAME + ")?")) {
            return Optional.empty();
        }
        String[] parts = text.split("[=:]", -1);
        return Optional.of(
                new Namespace(parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty()));
    }

    private Images images() {
        Images usual = Images.of(TRANSFER);
        return variables.made(
                "FORGE_IMAGES_PREFIX, FORGE_IMAGES_TRANSFER, FORGE_IMAGES_PULL_POLICY",
                () -> new Images(
                        variables.text("FORGE_IMAGES_PREFIX", ""),
                        variables.text("FORGE_IMAGES_TRANSFER", TRANSFER),
                        variables.text("FORGE_IMAGES_PULL_POLICY", Images.DEFAULT_PULL_POLICY)),
                usual);
    }

    private Duration wholeSeconds(String name, Duration otherwise, int least) {
        return variables
                .read(
                        name,
                        value -> DurationText.parse(value)
                                .filter(time -> time.toMillisPart() == 0
                                        && time.toSeconds() >= least
                                        && time.toSeconds() <= Integer.MAX_VALUE),
                        "write whole seconds with their unit, " + least + "s or more, such as 30s")
                .orElse(otherwise);
    }

    private WaitingLimits limits() {
        WaitingLimits usual = WaitingLimits.DEFAULT;
        return new WaitingLimits(
                variables.duration("FORGE_WAIT_POD", usual.pod()),
                variables.duration("FORGE_WAIT_QUOTA", usual.quota()),
                variables.duration("FORGE_WAIT_SCHEDULING", usual.scheduling()),
                variables.duration("FORGE_WAIT_VOLUME", usual.volume()),
                variables.duration("FORGE_WAIT_IMAGE", usual.image()),
                variables.duration("FORGE_WAIT_IMAGE_FAULT", usual.imageFault()));
    }

    private Resources resources(String prefix) {
        Map<String, Quantity> extended = new LinkedHashMap<>();
        String name = prefix + "EXTENDED";
        variables
                .pairs(name)
                .forEach((key, value) -> Quantity.parse(value)
                        .ifPresentOrElse(
                                amount -> extended.put(key, amount),
                                () -> variables.wrong(name, "write pairs such as nvidia.com/gpu=1")));
        return new Resources(
                variables.quantity(prefix + "CPU"),
                variables.quantity(prefix + "MEMORY"),
                variables.quantity(prefix + "EPHEMERAL_STORAGE"),
                extended);
    }

    private KubernetesSpec spec() {
        return new KubernetesSpec(
                Optional.empty(),
                Optional.empty(),
                variables.list("FORGE_MODULES_PULL_SECRETS"),
                variables.pairs("FORGE_MODULES_NODE_SELECTOR"),
                jsonList("FORGE_MODULES_TOLERATIONS", "v1.Toleration"),
                json("FORGE_MODULES_AFFINITY", JsonNode::isObject, "v1.Affinity as a JSON object"),
                variables.text("FORGE_MODULES_PRIORITY_CLASS"),
                variables.text("FORGE_MODULES_RUNTIME_CLASS"),
                jsonList("FORGE_MODULES_VOLUMES", "v1.Volume"),
                jsonList("FORGE_MODULES_VOLUME_MOUNTS", "v1.VolumeMount"),
                jsonList("FORGE_MODULES_INIT_CONTAINERS", "v1.Container"),
                jsonList("FORGE_MODULES_SIDECARS", "v1.Container"),
                json("FORGE_MODULES_SECURITY_CONTEXT", JsonNode::isObject, "v1.SecurityContext as a JSON object"),
                List.of(),
                Optional.empty());
    }

    private List<JsonNode> jsonList(String name, String type) {
        return json(name, JsonNode::isArray, "a JSON list of " + type)
                .map(KubernetesVariables::elements)
                .orElse(List.of());
    }

    private Optional<JsonNode> json(String name, Predicate<JsonNode> form, String what) {
        return variables.read(name, value -> parse(value).filter(form), "write " + what);
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(HistoryFormat.mapper().readTree(text));
        } catch (JacksonException e) {
            // Whoever reads the variable says what it should be.
            return Optional.empty();
        }
    }

    private static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }
}
