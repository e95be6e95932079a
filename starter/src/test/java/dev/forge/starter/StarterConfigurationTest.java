package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.ArchiveSettings;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.workflow.ApiKey;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.contract.workflow.TemporalConnection.Identity;
import dev.forge.contract.workflow.TemporalConnection.Tls;
import dev.forge.starter.guard.HostRules;
import io.micronaut.core.value.MapPropertyResolver;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarterConfigurationTest {
    private static final String AMAZONS = "https://sqs.eu-west-1.amazonaws.com/123456789012/";

    @TempDir
    private Path folder;

    @Test
    void withoutAWordItIsTheDevServerAndLoopback() {
        assertThat(read(Map.of()))
                .isEqualTo(new StarterConfiguration(
                        new StarterSettings("127.0.0.1", 8080, Optional.empty()),
                        TemporalConnection.plain("127.0.0.1:7233", "default"),
                        Optional.empty(),
                        Optional.empty(),
                        new StarterConfiguration.Store(Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Path.of(System.getProperty("user.home"), ".forge")));
    }

    @Test
    void everySettingIsRead() throws Exception {
        Path pem = Files.writeString(folder.resolve("some.pem"), "certificate");

        assertThat(read(Map.ofEntries(
                        Map.entry("micronaut.server.host", "::1"),
                        Map.entry("micronaut.server.port", "0"),
                        Map.entry("forge.temporal.ui", "http://127.0.0.1:8233"),
                        Map.entry("forge.idempotency.retention", "45d"),
                        Map.entry("forge.jobs.default.job", "{\"jobName\": \"sweep\", \"image\": \"sweep:1\"}"),
                        Map.entry("forge.sqs.requests-queue", AMAZONS + "requests.fifo"),
                        Map.entry("forge.sqs.responses-queue", AMAZONS + "responses"),
                        Map.entry("forge.sqs.bucket-events-queue", AMAZONS + "events"),
                        Map.entry("forge.sqs.dead-letter-queue", AMAZONS + "dead"),
                        Map.entry("forge.sqs.reply-queues", AMAZONS + "replies-*, " + AMAZONS + "others"),
                        Map.entry("forge.sqs.endpoint", "http://elasticmq:9324"),
                        Map.entry("forge.sqs.region", "eu-central-1"),
                        Map.entry("forge.sqs.messages-in-air", "50"),
                        Map.entry("forge.rabbitmq.uri", "amqps://forge@rabbit:5671/prod"),
                        Map.entry("forge.rabbitmq.password", "hush"),
                        Map.entry("forge.rabbitmq.requests-queue", "requests"),
                        Map.entry("forge.rabbitmq.responses-queue", "responses"),
                        Map.entry("forge.rabbitmq.reply-queues", "replies-*, others"),
                        Map.entry("forge.rabbitmq.prefetch", "7"),
                        Map.entry("forge.temporal.address", "127.0.0.1:17233"),
                        Map.entry("forge.temporal.namespace", "forge"),
                        Map.entry("forge.temporal.tls", "true"),
                        Map.entry("forge.temporal.ca-file", pem.toString()),
                        Map.entry("forge.temporal.certificate-file", pem.toString()),
                        Map.entry("forge.temporal.key-file", pem.toString()),
                        Map.entry("forge.temporal.server-name", "temporal.internal"),
                        Map.entry("forge.temporal.api-key", "hush"),
                        Map.entry("forge.logs.bucket", "keep"),
                        Map.entry("forge.logs.prefix", "forge/"),
                        Map.entry("forge.logs.endpoint", "http://s3:9000"),
                        Map.entry("forge.logs.region", "eu-west-1"),
                        Map.entry("forge.recipes.bucket", "originals"),
                        Map.entry("forge.recipes.prefix", "line-1/"),
                        Map.entry("forge.recipes.endpoint", "http://minio:9000"),
                        Map.entry("forge.recipes.region", "eu-north-1"),
                        Map.entry("forge.watches.endpoint", "http://s3:9001"),
                        Map.entry("forge.watches.region", "eu-west-2"),
                        Map.entry("forge.archive.url", "jdbc:postgresql://postgres:5432/forge"),
                        Map.entry("forge.archive.user", "forge"),
                        Map.entry("forge.archive.password", "hush"),
                        Map.entry("forge.archive.pool-size", "4"),
                        Map.entry("forge.notify.secrets", folder.toString()),
                        Map.entry("forge.notify.hosts", "*.Example.com, http://receiver.team-a"),
                        Map.entry("forge.intake.open-runs", "500"),
                        Map.entry("forge.rabbitmq.ca-file", "/etc/rabbitmq/ca.pem"),
                        Map.entry("forge.local.root", "/srv/forge"))))
                .isEqualTo(new StarterConfiguration(
                        new StarterSettings(
                                "::1",
                                0,
                                Optional.of(URI.create("http://127.0.0.1:8233")),
                                new IdempotencySettings(Duration.ofDays(45)),
                                Optional.of(job("{jobName: sweep, image: 'sweep:1'}")),
                                Optional.of(new RabbitSettings(
                                        URI.create("amqps://forge@rabbit:5671/prod"),
                                        Optional.of("hush"),
                                        "requests",
                                        "responses",
                                        List.of("replies-*", "others"),
                                        7,
                                        Optional.of(Path.of("/etc/rabbitmq/ca.pem")))),
                                Optional.of(new SqsSettings(
                                        Optional.of(new SqsQueue(AMAZONS, "requests.fifo")),
                                        Optional.of(new SqsQueue(AMAZONS, "responses")),
                                        Optional.of(new SqsQueue(AMAZONS, "events")),
                                        Optional.of(new SqsQueue(AMAZONS, "dead")),
                                        List.of(AMAZONS + "replies-*", AMAZONS + "others"),
                                        Optional.of(URI.create("http://elasticmq:9324")),
                                        Optional.of("eu-central-1"),
                                        50)),
                                new NotificationSettings(
                                        Optional.of(folder),
                                        new HostRules(List.of("*.example.com", "http://receiver.team-a"), false)),
                                IntakeSettings.upTo(500)),
                        new TemporalConnection(
                                "127.0.0.1:17233",
                                "forge",
                                Optional.of(new Tls(
                                        Optional.of(pem),
                                        Optional.of(new Identity(pem, pem)),
                                        Optional.of("temporal.internal"))),
                                Optional.of(new ApiKey.Given("hush"))),
                        Optional.of(new StarterConfiguration.Bucket(
                                "keep", "forge/", Optional.of(URI.create("http://s3:9000")), Optional.of("eu-west-1"))),
                        Optional.of(new StarterConfiguration.Bucket(
                                "originals",
                                "line-1/",
                                Optional.of(URI.create("http://minio:9000")),
                                Optional.of("eu-north-1"))),
                        new StarterConfiguration.Store(
                                Optional.of(URI.create("http://s3:9001")), Optional.of("eu-west-2")),
                        Optional.of(new ArchiveSettings("jdbc:postgresql://postgres:5432/forge", "forge", "hush", 4)),
                        Path.of("/srv/forge")));
    }

    @Test
    void recipesLieInTheObjectStoreOfTheLogsUnlessItIsSaidOtherwise() {
        assertThat(read(Map.of(
                                "forge.recipes.bucket", "originals",
                                "forge.logs.endpoint", "http://s3:9000",
                                "forge.logs.region", "eu-west-1"))
                        .recipes())
                .contains(new StarterConfiguration.Bucket(
                        "originals", "", Optional.of(URI.create("http://s3:9000")), Optional.of("eu-west-1")));
    }

    @ParameterizedTest
    @CsvSource({
        "forge.recipes.prefix, recipes, end in a slash",
        "forge.recipes.endpoint, minio:9000, http://minio.storage:9000"
    })
    void aWrongWordAboutRecipesIsRefusedWithASentence(String name, String value, String remedy) {
        assertThatThrownBy(() -> read(Map.of("forge.recipes.bucket", "originals", name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(remedy);
    }

    @Test
    void aPortThatIsNoNumberIsRefusedWithASentence() {
        assertThatThrownBy(() -> read(Map.of("micronaut.server.port", "http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"http\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "a month", "59s", "4000d"})
    void aRetentionOfKeysThatIsNoneIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> read(Map.of("forge.idempotency.retention", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("30d");
    }

    @ParameterizedTest
    @CsvSource({
        "forge.temporal.ca-file, /no/such/file, a file that is there",
        "forge.temporal.tls, yes, write true or false",
        "forge.temporal.key-file, pom.xml, set both",
        "forge.temporal.address, http://temporal, host:port"
    })
    void aWrongWordAboutTemporalIsRefusedWithASentence(String name, String value, String remedy) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "forge.sqs.requests-queue, forge-requests, write the URL of a queue",
        "forge.sqs.requests-queue, arn:aws:sqs:eu-west-1:123456789012:requests, write the URL of a queue",
        "forge.sqs.responses-queue, https://sqs.eu-west-1.amazonaws.com/123456789012/requests, give each its own",
        "forge.sqs.reply-queues, *, write URLs of queues",
        "forge.sqs.reply-queues, https://sqs.eu-west-1.amazonaws.com/12*, write URLs of queues",
        "forge.sqs.endpoint, elasticmq:9324, write a URL such as http://elasticmq.queues:9324",
        "forge.sqs.messages-in-air, many, write a whole number",
        "forge.sqs.messages-in-air, 0, from 1 to 1000"
    })
    void aWrongWordAboutSqsIsRefusedWithASentence(String name, String value, String remedy) {
        Map<String, Object> properties = new HashMap<>(Map.of("forge.sqs.requests-queue", AMAZONS + "requests"));
        properties.put(name, value);

        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void withoutAQueueSqsIsNotConfigured() {
        assertThat(read(Map.of("forge.sqs.region", "eu-west-1")).settings().sqs())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "forge.notify.secrets, /no/such/folder, a folder that is there",
        "forge.notify.hosts, https://example.com, without ports",
        "forge.notify.hosts, example.com:8443, without ports"
    })
    void aWrongWordAboutWebhooksIsRefusedWithASentence(String name, String value, String remedy) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining(remedy);
    }

    @Test
    void anEndpointOfLogsThatIsNoUrlIsRefusedWithASentence() {
        assertThatThrownBy(() -> read(Map.of("forge.logs.bucket", "keep", "forge.logs.endpoint", "minio:9000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://minio.storage:9000");
    }

    @Test
    void anApiKeyNeverGoesOverTheWireInPlainText() {
        assertThatThrownBy(() -> read(Map.of("forge.temporal.api-key", "hush", "forge.temporal.tls", "false")))
                .hasMessageContaining("need TLS")
                .hasMessageNotContaining("hush");
        assertThat(read(Map.of("forge.temporal.api-key", "hush")).temporal().tls())
                .contains(Tls.PLAIN);
    }

    @Test
    void thePasswordOfTheArchiveMayBeInAFile() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hush\n");

        assertThat(read(Map.of(
                                "forge.archive.url", "jdbc:postgresql://postgres/forge",
                                "forge.archive.user", "forge",
                                "forge.archive.password-file", password.toString()))
                        .archive())
                .contains(new ArchiveSettings("jdbc:postgresql://postgres/forge", "forge", "hush", 10));
    }

    @ParameterizedTest
    @CsvSource({
        "forge.archive.url, jdbc:mysql://h/forge, let it begin with jdbc:postgresql:",
        "forge.archive.user, '', forge.archive.user is not set",
        "forge.archive.pool-size, many, write a whole number",
        "forge.archive.pool-size, 0, a connection at least",
        "forge.archive.password-file, /no/such/file, a file that is there"
    })
    void aWrongWordAboutTheArchiveIsRefusedWithASentence(String name, String value, String remedy) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("forge.archive.url", "jdbc:postgresql://postgres/forge", "forge.archive.user", "forge"));
        properties.put(name, value);

        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void theDefaultJobMayBeInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("job.yaml"), "jobName: sweep\nimage: sweep:1\n");

        assertThat(read(Map.of("forge.jobs.default.file", file.toString()))
                        .settings()
                        .defaultJob())
                .contains(job("{jobName: sweep, image: 'sweep:1'}"));
    }

    @Test
    void aDefaultJobWithMistakesIsRefusedWithAllOfThem() throws Exception {
        Path file = Files.writeString(folder.resolve("job.yaml"), "jobname: sweep\nimage: Sweep\n");

        assertThatThrownBy(() -> read(Map.of("forge.jobs.default.file", file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ":1:1: ")
                .hasMessageContaining(file + ":2:8: ");
        assertThatThrownBy(() -> read(Map.of("forge.jobs.default.job", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forge.jobs.default.job:1:1: the job has no jobName");
    }

    @ParameterizedTest
    @CsvSource({"/no/such/file, '', a file that is there", "/no/such/file, '{}', keep one of them"})
    void aDefaultJobThatCannotBeReadIsRefusedWithASentence(String file, String job, String remedy) {
        assertThatThrownBy(() -> read(Map.of("forge.jobs.default.file", file, "forge.jobs.default.job", job)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void ofRabbitMqTheUriIsEnoughAndThePasswordMayBeInAFile() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hush\n");

        assertThat(read(Map.of(
                                "forge.rabbitmq.uri",
                                "amqp://forge@rabbit",
                                "forge.rabbitmq.password-file",
                                password.toString()))
                        .settings()
                        .rabbit())
                .contains(new RabbitSettings(
                        URI.create("amqp://forge@rabbit"),
                        Optional.of("hush"),
                        "forge.requests",
                        "forge.responses",
                        50));
    }

    @ParameterizedTest
    @CsvSource({
        "forge.rabbitmq.uri, http://rabbit, write amqp://user@host:5672/vhost",
        "forge.rabbitmq.uri, amqp:rabbit, write amqp://user@host:5672/vhost",
        "forge.rabbitmq.uri, amqp://rabbit/a/b, percent-encoded",
        "forge.rabbitmq.uri, amqp://forge:hu sh@rabbit, percent-encoded",
        "forge.rabbitmq.requests-queue, amq.mine, does not begin with amq.",
        "forge.rabbitmq.responses-queue, forge.requests, a name of its own",
        "forge.rabbitmq.responses-queue, forge.requests.dead, a name of its own",
        "forge.rabbitmq.reply-queues, *, write names of queues",
        "forge.rabbitmq.reply-queues, a*b, write names of queues",
        "forge.rabbitmq.prefetch, many, a whole number",
        "forge.rabbitmq.prefetch, 0, from 1 to 1000",
        "forge.rabbitmq.ca-file, /etc/rabbitmq/ca.pem, write amqps",
        "forge.rabbitmq.password-file, /no/such/file, a file that is there"
    })
    void aWrongWordAboutRabbitMqIsRefusedWithASentence(String name, String value, String remedy) {
        Map<String, Object> properties = new HashMap<>(Map.of("forge.rabbitmq.uri", "amqp://forge:hush@rabbit"));
        properties.put(name, value);

        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("hu sh");
    }

    @ParameterizedTest
    @CsvSource({"many, a whole number", "0, from 1 to"})
    void aWrongLimitOfOpenRunsIsRefusedWithASentence(String value, String remedy) {
        assertThatThrownBy(() -> read(Map.of("forge.intake.open-runs", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forge.intake.open-runs")
                .hasMessageContaining(remedy);
    }

    @Test
    void noPasswordOfABrokerIsEverShown() {
        RabbitSettings settings = new RabbitSettings(
                URI.create("amqp://forge:hush@rabbit:5672/prod"), Optional.of("secret"), "a", "b", 1);

        assertThat(settings.toString()).contains("amqp://rabbit:5672/prod").doesNotContain("hush", "secret");
    }

    private static JobRequest job(String text) {
        return ((Asked.Valid<JobRequest>) JobParser.parse(text)).request();
    }

    private static StarterConfiguration read(Map<String, Object> properties) {
        return StarterConfiguration.read(new MapPropertyResolver(properties));
    }
}
