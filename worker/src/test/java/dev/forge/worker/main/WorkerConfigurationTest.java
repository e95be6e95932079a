package dev.forge.worker.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RetentionRules;
import dev.forge.archive.records.RetentionRules.Rule;
import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.workflow.ApiKey;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.contract.workflow.TemporalConnection.Identity;
import dev.forge.contract.workflow.TemporalConnection.Tls;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.KubernetesSettings.User;
import dev.forge.k8s.PlatformNames;
import dev.forge.k8s.WaitingLimits;
import dev.forge.worker.WorkerSettings;
import dev.forge.worker.reaper.ReaperSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigurationTest {
    private static final Map<String, String> LEAST =
            Map.of("FORGE_NAMESPACES", "forge=forge-workspaces", "FORGE_LOGS_BUCKET", "logs");

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidHasItsDefault() {
        assertThat(WorkerConfiguration.read(LEAST))
                .isEqualTo(new WorkerConfiguration(
                        TemporalConnection.plain("127.0.0.1:7233", "default"),
                        new KubernetesSettings(
                                "forge",
                                List.of(new Namespace("forge", "forge-workspaces", Optional.empty())),
                                new Images("", "forge/transfer:1", "IfNotPresent"),
                                new User(10_001, 10_001),
                                Duration.ofSeconds(30),
                                WaitingLimits.DEFAULT,
                                new Transfer(Map.of(), Optional.empty(), Optional.empty()),
                                Defaults.NONE,
                                Duration.ofHours(1)),
                        new ObjectLogSettings(Optional.empty(), Optional.empty(), "logs", "", Optional.empty()),
                        Optional.empty(),
                        RetentionRules.KEEP_ALL,
                        RunPolicy.DEFAULT,
                        WorkerSettings.DEFAULT,
                        ReaperSettings.DEFAULT,
                        8081,
                        Set.of()));
    }

    @Test
    void everyVariableIsRead() throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "ca");
        Path certificate = Files.writeString(folder.resolve("tls.pem"), "certificate");
        Path key = Files.writeString(folder.resolve("tls.key"), "key");
        Path apiKey = Files.writeString(folder.resolve("api-key"), "secret");

        assertThat(WorkerConfiguration.read(Map.ofEntries(
                        Map.entry("FORGE_TEMPORAL_ADDRESS", "temporal.example:7233"),
                        Map.entry("FORGE_TEMPORAL_NAMESPACE", "forge-prod"),
                        Map.entry("FORGE_TEMPORAL_TLS", "true"),
                        Map.entry("FORGE_TEMPORAL_CA_FILE", ca.toString()),
                        Map.entry("FORGE_TEMPORAL_CERTIFICATE_FILE", certificate.toString()),
                        Map.entry("FORGE_TEMPORAL_KEY_FILE", key.toString()),
                        Map.entry("FORGE_TEMPORAL_SERVER_NAME", "temporal.internal"),
                        Map.entry("FORGE_TEMPORAL_API_KEY_FILE", apiKey.toString()),
                        Map.entry("FORGE_INSTALLATION", "blue"),
                        Map.entry("FORGE_NAMESPACES", "a=claim-a:module, b=claim.b"),
                        Map.entry("FORGE_IMAGES_PREFIX", "registry.example/team/"),
                        Map.entry("FORGE_IMAGES_TRANSFER", "forge/transfer:2"),
                        Map.entry("FORGE_IMAGES_PULL_POLICY", "Always"),
                        Map.entry("FORGE_STEPS_UID", "2000"),
                        Map.entry("FORGE_STEPS_GID", "3000"),
                        Map.entry("FORGE_GRACE", "45s"),
                        Map.entry("FORGE_WAIT_POD", "1m"),
                        Map.entry("FORGE_WAIT_QUOTA", "2m"),
                        Map.entry("FORGE_WAIT_SCHEDULING", "3m"),
                        Map.entry("FORGE_WAIT_VOLUME", "4m"),
                        Map.entry("FORGE_WAIT_IMAGE", "5m"),
                        Map.entry("FORGE_WAIT_IMAGE_FAULT", "6m"),
                        Map.entry("FORGE_TRANSFER_ENV_AWS_REGION", "eu-central-1"),
                        Map.entry("FORGE_TRANSFER_ENV_AWS_ENDPOINT_URL_S3", "http://s3:9000"),
                        Map.entry("FORGE_TRANSFER_CREDENTIALS_SECRET", "s3-credentials"),
                        Map.entry("FORGE_TRANSFER_SERVICE_ACCOUNT", "transfer"),
                        Map.entry("FORGE_TRANSFER_TIMEOUT", "1h30m"),
                        Map.entry("FORGE_TRANSFER_CPU", "500m"),
                        Map.entry("FORGE_TRANSFER_MEMORY", "256Mi"),
                        Map.entry("FORGE_MODULES_CPU", "100m"),
                        Map.entry("FORGE_MODULES_MEMORY", "64Mi"),
                        Map.entry("FORGE_MODULES_EPHEMERAL_STORAGE", "1Gi"),
                        Map.entry("FORGE_MODULES_EXTENDED", "nvidia.com/gpu=1"),
                        Map.entry("FORGE_MODULES_MOST_CPU", "8"),
                        Map.entry("FORGE_MODULES_MOST_MEMORY", "32Gi"),
                        Map.entry("FORGE_MODULES_MOST_EPHEMERAL_STORAGE", "10Gi"),
                        Map.entry("FORGE_MODULES_MOST_EXTENDED", "nvidia.com/gpu=4"),
                        Map.entry("FORGE_MODULES_PULL_SECRETS", "pull-a,pull-b"),
                        Map.entry("FORGE_MODULES_NODE_SELECTOR", "disk=ssd,zone=a"),
                        Map.entry("FORGE_MODULES_TOLERATIONS", "[{\"operator\": \"Exists\"}]"),
                        Map.entry("FORGE_MODULES_AFFINITY", "{\"nodeAffinity\": {}}"),
                        Map.entry("FORGE_MODULES_PRIORITY_CLASS", "batch"),
                        Map.entry("FORGE_MODULES_RUNTIME_CLASS", "gvisor"),
                        Map.entry("FORGE_MODULES_SECURITY_CONTEXT", "{\"readOnlyRootFilesystem\": true}"),
                        Map.entry("FORGE_MODULES_VOLUMES", "[{\"name\": \"ca\", \"configMap\": {\"name\": \"ca\"}}]"),
                        Map.entry("FORGE_MODULES_VOLUME_MOUNTS", "[{\"name\": \"ca\", \"mountPath\": \"/etc/ca\"}]"),
                        Map.entry("FORGE_MODULES_INIT_CONTAINERS", "[{\"name\": \"warm\", \"image\": \"warm:1\"}]"),
                        Map.entry("FORGE_MODULES_SIDECARS", "[{\"name\": \"proxy\", \"image\": \"proxy:1\"}]"),
                        Map.entry(
                                "FORGE_MODULES_ENV", "[{\"name\": \"HTTP_PROXY\", \"value\": \"http://proxy:3128\"}]"),
                        Map.entry("FORGE_PLATFORM_SERVICE_ACCOUNTS", "blue-worker,blue-starter"),
                        Map.entry("FORGE_PLATFORM_SECRETS", "temporal-key"),
                        Map.entry("FORGE_KEEP_JOBS", "10m"),
                        Map.entry("FORGE_KEEP_WORKSPACE", "2d"),
                        Map.entry(
                                "FORGE_NOTIFY",
                                "[{\"webhook\": \"https://example.com/forge\", \"on\": [\"FAILED\"],"
                                        + " \"secret\": {\"secret\": \"forge-webhook\", \"key\": \"signing\"}}]"),
                        Map.entry("FORGE_DISRUPTION_LIMIT", "7"),
                        Map.entry("FORGE_HEARTBEAT_TIMEOUT", "20s"),
                        Map.entry("FORGE_HEARTBEAT_INTERVAL", "4s"),
                        Map.entry("FORGE_ARCHIVE_URL", "jdbc:postgresql://db:5432/forge"),
                        Map.entry("FORGE_ARCHIVE_USER", "forge"),
                        Map.entry("FORGE_ARCHIVE_PASSWORD", "secret"),
                        Map.entry("FORGE_ARCHIVE_POOL_SIZE", "3"),
                        Map.entry("FORGE_ARCHIVE_KEEP", "90d"),
                        Map.entry("FORGE_ARCHIVE_KEEP_NEWEST_OF", "weather=100"),
                        Map.entry("FORGE_WORKER_ATTEMPTS", "300"),
                        Map.entry("FORGE_LOGS_BUCKET", "keep"),
                        Map.entry("FORGE_LOGS_PREFIX", "forge/"),
                        Map.entry("FORGE_LOGS_ENDPOINT", "http://s3:9000"),
                        Map.entry("FORGE_LOGS_REGION", "eu-west-1"),
                        Map.entry("FORGE_MODULES_ALLOWED", "{\"volumes\": [], \"nodeSelector\": [\"disk\"]}"),
                        Map.entry("FORGE_REAPER_EVERY", "30s"),
                        Map.entry("FORGE_REAPER_APART", "5m"),
                        Map.entry("FORGE_REAPER_MOST_AT_ONCE", "3"),
                        Map.entry("FORGE_REAPER_KEEP_WORKSPACE", "1d"),
                        Map.entry("FORGE_HEALTH_PORT", "9999"),
                        Map.entry("PATH", "/bin"))))
                .isEqualTo(new WorkerConfiguration(
                        new TemporalConnection(
                                "temporal.example:7233",
                                "forge-prod",
                                Optional.of(new Tls(
                                        Optional.of(ca),
                                        Optional.of(new Identity(certificate, key)),
                                        Optional.of("temporal.internal"))),
                                Optional.of(new ApiKey.InFile(apiKey))),
                        new KubernetesSettings(
                                "blue",
                                List.of(
                                        new Namespace("a", "claim-a", Optional.of("module")),
                                        new Namespace("b", "claim.b", Optional.empty())),
                                new Images("registry.example/team/", "forge/transfer:2", "Always"),
                                new User(2000, 3000),
                                Duration.ofSeconds(45),
                                new WaitingLimits(
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(2),
                                        Duration.ofMinutes(3),
                                        Duration.ofMinutes(4),
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(6)),
                                new Transfer(
                                        Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_S3", "http://s3:9000"),
                                        Optional.of("s3-credentials"),
                                        Optional.of("transfer")),
                                new Defaults(
                                        resources("100m", "64Mi", "1Gi", "1"),
                                        resources("8", "32Gi", "10Gi", "4"),
                                        spec(),
                                        List.of(json("{\"name\": \"HTTP_PROXY\", \"value\": \"http://proxy:3128\"}")),
                                        Map.of("volumes", List.of(), "nodeSelector", List.of("disk")),
                                        new PlatformNames(
                                                List.of("blue-worker", "blue-starter"), List.of("temporal-key"))),
                                Duration.ofMinutes(10)),
                        new ObjectLogSettings(
                                Optional.of(URI.create("http://s3:9000")),
                                Optional.of("eu-west-1"),
                                "keep",
                                "forge/",
                                Optional.empty()),
                        Optional.of(new ArchiveSettings("jdbc:postgresql://db:5432/forge", "forge", "secret", 3)),
                        new RetentionRules(
                                new Rule(Optional.of(Duration.ofDays(90)), Optional.empty()),
                                Map.of("weather", new Rule(Optional.of(Duration.ofDays(90)), Optional.of(100)))),
                        new RunPolicy(
                                "forge/transfer:2",
                                Duration.ofMinutes(90),
                                new Resources(quantity("500m"), quantity("256Mi")),
                                7,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(4),
                                Duration.ofDays(2),
                                List.of(new NotificationTarget.Webhook(
                                        "https://example.com/forge",
                                        new SecretReference("forge-webhook", "signing"),
                                        List.of(Ending.FAILED)))),
                        new WorkerSettings(300),
                        new ReaperSettings(Duration.ofSeconds(30), Duration.ofMinutes(5), 3, Duration.ofDays(1)),
                        9999,
                        Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FORGE_TEMPORAL_ADDRESS | http://temporal:7233 | host:port",
                "FORGE_TEMPORAL_TLS | yes | true or false",
                "FORGE_TEMPORAL_CA_FILE | /no/such/file | a file that is there",
                "FORGE_TEMPORAL_API_KEY_FILE | /no/such/file | a file that is there",
                "FORGE_INSTALLATION | Forge! | a DNS label",
                "FORGE_NAMESPACES | forge | forge=forge-workspaces:forge-module",
                "FORGE_STEPS_UID | 0 | from 1 to",
                "FORGE_GRACE | 30 | 30s",
                "FORGE_GRACE | 1500ms | whole seconds",
                "FORGE_TRANSFER_MEMORY | 256MB | 256Mi",
                "FORGE_MODULES_NODE_SELECTOR | ssd | disk=ssd",
                "FORGE_MODULES_MOST_EXTENDED | gpu=many | nvidia.com/gpu=1",
                "FORGE_MODULES_TOLERATIONS | {} | a JSON list of v1.Toleration",
                "FORGE_MODULES_AFFINITY | { | v1.Affinity as a JSON object",
                "FORGE_MODULES_VOLUMES | ca | a JSON list of v1.Volume",
                "FORGE_MODULES_VOLUME_MOUNTS | {} | a JSON list of v1.VolumeMount",
                "FORGE_MODULES_INIT_CONTAINERS | {} | a JSON list of v1.Container",
                "FORGE_MODULES_SIDECARS | {} | a JSON list of v1.Container",
                "FORGE_MODULES_ENV | A=1 | a JSON list of v1.EnvVar",
                "FORGE_WORKER_ATTEMPTS | many | from 1 to 100000",
                "FORGE_HEARTBEAT_INTERVAL | 0s | such as 2s",
                "FORGE_ARCHIVE_URL | mysql://db | such as jdbc:postgresql://db:5432/forge",
                "FORGE_ARCHIVE_POOL_SIZE | 0 | from 1 to 1000",
                "FORGE_ARCHIVE_PASSWORD_FILE | /nowhere | name a file that is there",
                "FORGE_HEARTBEAT_TIMEOUT | 0s | 1s or more",
                "FORGE_TRANSFER_TIMEOUT | 0s | 1s or more",
                "FORGE_LOGS_ENDPOINT | minio:9000 | http://minio.storage:9000",
                "FORGE_HEALTH_PORT | 70000 | from 0 to 65535"
            })
    void aWrongValueNamesItsVariableAndSaysWhatToWrite(String name, String value, String remedy) {
        assertThat(mistakes(with(name, value)))
                .singleElement()
                .asString()
                .contains(name + " is \"" + value + "\"", remedy)
                .endsWith(".");
    }

    @Test
    void allMistakesOfTheWebhooksAreToldWithTheirPlaces() {
        assertThat(mistakes(with("FORGE_NOTIFY", "[{\"webhok\": \"https://example.com\"}]")))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake).startsWith("FORGE_NOTIFY:1:"))
                .anySatisfy(mistake -> assertThat(mistake).contains("did you mean webhook?"))
                .anySatisfy(mistake -> assertThat(mistake).contains("has no secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FORGE_IMAGES_PREFIX | registry.example | registry.example/team/",
                "FORGE_IMAGES_PULL_POLICY | Sometimes | IfNotPresent",
                "FORGE_NAMESPACES | a=b,a=c | there twice",
                "FORGE_TRANSFER_ENV_AWS_SECRET_ACCESS_KEY | hush | put it into a Secret",
                "FORGE_TRANSFER_CREDENTIALS_SECRET | S3_Keys | a letter or digit at both ends",
                "FORGE_MODULES_ALLOWED | {\"volume\": []} | volumes",
                "FORGE_MODULES_VOLUMES | [{\"emptyDir\": {}}] | volumes[0] has no name",
                "FORGE_MODULES_SIDECARS | [{\"name\": \"a\"}] | sidecars[0] has no image",
                "FORGE_MODULES_ENV | [{\"name\": \"FORGE_STEP\", \"value\": \"x\"}] | Forge sets those",
                "FORGE_MODULES_ENV | [{\"name\": \"AWS_SECRET_ACCESS_KEY\", \"value\": \"hush\"}] | valueFrom",
                "FORGE_PLATFORM_SECRETS | Temporal_Key | a letter or digit at both ends",
                "FORGE_LOGS_PREFIX | logs | end in a slash",
                "FORGE_REAPER_EVERY | often | FORGE_REAPER_EVERY=often is no duration"
            })
    void whatTheSettingsThemselvesRefuseIsToldUnderTheirNames(String name, String value, String remedy) {
        assertThat(mistakes(with(name, value)))
                .singleElement()
                .asString()
                .contains(name.startsWith("FORGE_TRANSFER_ENV_") ? "FORGE_TRANSFER_ENV_…" : name, remedy)
                .doesNotContain("hush");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(mistakes(Map.of("FORGE_GRACE", "x")))
                .anySatisfy(mistake -> assertThat(mistake).contains("FORGE_GRACE"))
                .anySatisfy(mistake -> assertThat(mistake).contains("FORGE_NAMESPACES is not set: write"))
                .anySatisfy(mistake -> assertThat(mistake).contains("FORGE_LOGS_BUCKET is not set: name"))
                .hasSize(3);
    }

    @Test
    void anApiKeyMeansTls() {
        TemporalConnection temporal = WorkerConfiguration.read(with("FORGE_TEMPORAL_API_KEY", "secret"))
                .temporal();

        assertThat(temporal.tls()).contains(Tls.PLAIN);
        assertThat(temporal.key()).map(ApiKey::text).contains("secret");
    }

    @Test
    void anApiKeyNeverGoesOverTheWireInPlainText() {
        Map<String, String> environment = with("FORGE_TEMPORAL_API_KEY", "secret");
        environment.put("FORGE_TEMPORAL_TLS", "false");

        assertThat(mistakes(environment)).singleElement().asString().contains("need TLS");
    }

    @Test
    void anApiKeyIsShownNowhere() {
        assertThat(WorkerConfiguration.read(with("FORGE_TEMPORAL_API_KEY", "hush"))
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void halfAnIdentityIsAMistake() throws Exception {
        Path key = Files.writeString(folder.resolve("tls.key"), "key");

        assertThat(mistakes(with("FORGE_TEMPORAL_KEY_FILE", key.toString())))
                .singleElement()
                .asString()
                .contains("set both");
    }

    @Test
    void anEmptyVariableIsTheSameAsNone() {
        assertThat(WorkerConfiguration.read(with("FORGE_GRACE", " "))).isEqualTo(WorkerConfiguration.read(LEAST));
    }

    @Test
    void aMisspeltVariableIsNoticed() {
        Map<String, String> environment = with("FORGE_TEMPORAL_ADRESS", "temporal:7233");
        environment.put("FORGE_TEMPORAL_UI", "http://temporal-ui:8080");
        environment.put("FORGE_RECIPES_BUCKET", "originals");

        assertThat(WorkerConfiguration.read(environment).unknown()).containsExactly("FORGE_TEMPORAL_ADRESS");
    }

    @Test
    void whatIsDocumentedAsTheStartersIsNothingThatIsMisspelt() throws IOException {
        Map<String, String> environment = with("FORGE_TEMPORAL_ADDRESS", "temporal:7233");
        Pattern.compile("(?ms)^## [^\n]*the starter$(.*?)(?=^## |\\z)")
                .matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
                .results()
                .flatMap(section -> Pattern.compile("(?m)^\\| `(FORGE_[A-Z_]+)`")
                        .matcher(section.group(1))
                        .results())
                .forEach(variable -> environment.putIfAbsent(variable.group(1), ""));

        assertThat(environment).containsKeys("FORGE_RABBITMQ_URI", "FORGE_SQS_REGION", "FORGE_INTAKE_OPEN_RUNS");
        assertThat(WorkerConfiguration.read(environment).unknown()).isEmpty();
    }

    @Test
    void howLongToKeepRunsMeansNothingWithoutAnArchive() {
        assertThat(mistakes(with("FORGE_ARCHIVE_KEEP", "90d")))
                .singleElement()
                .asString()
                .contains("FORGE_ARCHIVE_URL");
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return catchThrowableOfType(WrongSettings.class, () -> WorkerConfiguration.read(environment))
                .mistakes();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        return environment;
    }

    private static Resources resources(String cpu, String memory, String storage, String gpus) {
        return new Resources(
                quantity(cpu), quantity(memory), quantity(storage), Map.of("nvidia.com/gpu", new Quantity(gpus)));
    }

    private static Optional<Quantity> quantity(String text) {
        return Optional.of(new Quantity(text));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return HistoryFormat.mapper().readTree(text);
    }

    private static KubernetesSpec spec() throws JsonProcessingException {
        return new KubernetesSpec(
                Optional.empty(),
                Optional.empty(),
                List.of("pull-a", "pull-b"),
                Map.of("disk", "ssd", "zone", "a"),
                List.of(json("{\"operator\": \"Exists\"}")),
                Optional.of(json("{\"nodeAffinity\": {}}")),
                Optional.of("batch"),
                Optional.of("gvisor"),
                List.of(json("{\"name\": \"ca\", \"configMap\": {\"name\": \"ca\"}}")),
                List.of(json("{\"name\": \"ca\", \"mountPath\": \"/etc/ca\"}")),
                List.of(json("{\"name\": \"warm\", \"image\": \"warm:1\"}")),
                List.of(json("{\"name\": \"proxy\", \"image\": \"proxy:1\"}")),
                Optional.of(json("{\"readOnlyRootFilesystem\": true}")),
                List.of(),
                Optional.empty());
    }
}
