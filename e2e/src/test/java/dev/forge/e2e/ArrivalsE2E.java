package dev.forge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.e2e.Forge.Said;
import dev.forge.e2e.k8s.Kubectl;
import dev.forge.k8s.Names;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Runs that objects start in a cluster, from the object that is put to what others learn of it. */
@Timeout(600)
class ArrivalsE2E {
    /** What a loaded machine needs for a run of three steps, several times over. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Path EXAMPLE = Forge.REPOSITORY.resolve("examples/recipes");

    @TempDir
    private static Path folder;

    private static OwnNamespace cluster;
    private static Forge forge;
    private static ObjectStore objects;

    @BeforeAll
    static void open() throws Exception {
        cluster = OwnNamespace.fresh();
        forge = new Forge(folder);
        Said up = forge.forge(cluster.with("up", "--detach"));
        assertThat(up.exitCode()).as(up.out()).isZero();
        JsonNode key = key();
        objects = ObjectStore.embedded(
                URI.create(forge.engine().path("s3").asText()),
                key.path("accessKey").asText(),
                key.path("secretKey").asText());
    }

    @AfterAll
    static void clear() throws Exception {
        objects.close();
        // What is not Forge's keeps it from removing the namespace.
        Kubectl.run("-n", cluster.name(), "delete", "secret", "recipes", "--ignore-not-found");
        forge.forge("down", "--kubernetes");
        forge.close();
    }

    @Test
    void anObjectThatIsPutStartsARunWhoseEndIsToldByAMessageThatIsSigned() throws Exception {
        Path secret = Files.createDirectories(forge.home.resolve("secrets/hook"));
        Files.writeString(secret.resolve("signing"), "hush");
        objects.prepare("arriving");
        try (Receiver receiver = Receiver.listening()) {
            forge.put("/pipelines/arrivals", "application/yaml", """
                    name: arrivals
                    modules:
                      - name: look
                        image: busybox:1.36
                        env: {NAME: "${watch.key}"}
                        command: [sh, -c, 'grep hello "$NAME" "$1"', sh, "${watch.key}"]
                    notify: [{webhook: "%s", secret: {secret: hook, key: signing}}]
                    """.formatted(receiver.uri()));
            forge.put("/watches/arrivals", "application/yaml", """
                    {bucket: arriving, pattern: "*.txt", pipeline: arrivals, interval: 1s}
                    """);
            // The first step has such a variable, and no module may learn it from a name either.
            String key = "$(AWS_SECRET_ACCESS_KEY)$$(NAME).txt";
            put("hello from a station", new ObjectPlace("arriving", key));

            Receiver.Message message = receiver.next(PATIENCE.toSeconds());

            assertThat(message.signature()).satisfies(signature -> assertSigned(signature, message.body(), "hush"));
            JsonNode told = HistoryFormat.mapper().readTree(message.body());
            assertThat(told.path("pipeline").asText()).isEqualTo("arrivals");
            assertThat(told.path("state").asText()).as(message.body()).isEqualTo("SUCCEEDED");
            assertThat(told.at("/watch/key").asText()).isEqualTo(key);
            String run = told.path("run").asText();
            assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(forge.get("/runs/" + run).at("/watch/key").asText()).isEqualTo(key);
            assertThat(forge.get("/watches/arrivals/objects").path("objects"))
                    .hasSize(1)
                    .allSatisfy(seen -> {
                        assertThat(seen.path("key").asText()).isEqualTo(key);
                        assertThat(seen.path("runId").asText()).isEqualTo(run);
                    });
            assertThat(Kubectl.run(
                            "-n", cluster.name(), "get", "jobs", "-l", Names.RUN + "=" + RunKey.of(run), "-o", "name"))
                    .hasLineCount(2);
        }
    }

    @Test
    void recipesThatDeviateLeaveTheirDifferencesInTheBucketAndAmongTheResults() throws Exception {
        giveKey("recipes");
        objects.prepare("recipes-in");
        objects.prepare("recipes-out");
        for (String name : List.of("harden-42crmo4", "anneal-c45")) {
            forge.put("/recipes/" + name, "application/json", example("originals/" + name + ".json"));
        }
        forge.put("/pipelines/recipes", "application/yaml", example("pipeline.yaml"));
        forge.put("/watches/recipes", "application/yaml", example("watch.yaml"));
        put(example("arriving/harden-42crmo4.json"), new ObjectPlace("recipes-in", "harden-42crmo4.json"));
        put(wild(example("originals/anneal-c45.json")), new ObjectPlace("recipes-in", "anneal-c45.json"));

        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(forge.get("/results?pipeline=recipes&where=/deviates=true&status=SUCCEEDED")
                                        .path("results"))
                                .hasSize(2));

        Map<String, JsonNode> rows = new HashMap<>();
        forge.get("/results?pipeline=recipes&path=/differences/*")
                .path("results")
                .forEach(row -> rows.put(row.at("/value/path").asText(), row.path("value")));
        assertThat(rows.keySet())
                .containsExactlyInAnyOrder("/steps/soak/hold", "/steps/soak/temperature", "/note", "/log");
        assertThat(rows.get("/steps/soak/temperature").path("old").asText()).isEqualTo("850");
        assertThat(rows.get("/steps/soak/temperature").path("new").asText()).isEqualTo("865.0");
        assertThat(rows.get("/note").path("new").asText()).isEqualTo("\"\\u0000\"");
        assertThat(rows.get("/log").path("new").asText()).endsWith("x… (2000002 characters)");
        List<String> keys = objects.list(new ObjectPlace("recipes-out", "")).stream()
                .map(S3Object::key)
                .toList();
        assertThat(keys)
                .anyMatch(each -> each.matches("harden-42crmo4\\.json/[^/]+/differences\\.json"))
                .anyMatch(each -> each.matches("anneal-c45\\.json/[^/]+/differences\\.json"));
    }

    /** From files: what a command line says is in its failure, too. */
    private static void giveKey(String secret) throws Exception {
        Path files = Files.createTempDirectory(folder, "key");
        Files.writeString(files.resolve("access-key"), key().path("accessKey").asText());
        Files.writeString(files.resolve("secret-key"), key().path("secretKey").asText());
        Kubectl.run("-n", cluster.name(), "create", "secret", "generic", secret, "--from-file=" + files);
    }

    /** With what no result of a run could hold as it is: NUL, and a text of two million characters. */
    private static String wild(String recipe) {
        String open = recipe.stripTrailing().replaceAll("}$", "");
        return open + ", \"note\": \"\\u0000\", \"log\": \"" + "x".repeat(2_000_000) + "\"}";
    }

    /** As docs/notifications.md says that receivers check. */
    private static void assertSigned(String signature, String body, String secret) throws Exception {
        String time = signature.replaceFirst("t=(\\d+),v1=.*", "$1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        byte[] wanted = mac.doFinal((time + "." + body).getBytes(UTF_8));

        assertThat(signature).isEqualTo("t=" + time + ",v1=" + HexFormat.of().formatHex(wanted));
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isAfter(Instant.now().minus(PATIENCE));
    }

    private static void put(String text, ObjectPlace place) throws IOException {
        objects.put(Files.writeString(Files.createTempFile(folder, "object", ""), text), place, bytes -> {});
    }

    private static String example(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file));
    }

    private static JsonNode key() throws IOException {
        return HistoryFormat.mapper()
                .readTree(forge.home.resolve("s3-credentials.json").toFile());
    }
}
