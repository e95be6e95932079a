package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log store of a worker in a pod that has an identity and no key. */
class PodIdentityIT {
    private static final ObjectLogSettings.Credentials HANDED_OUT =
            new ObjectLogSettings.Credentials("ASIAHANDEDOUTTOAPOD1", "a-secret-that-was-handed-out");

    @TempDir
    private Path folder;

    @TempDir
    private Path objects;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer sts;
    private S3Server s3;

    @BeforeEach
    void start() throws Exception {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", this::assumeRole);
        sts.start();
        s3 = S3Server.start(objects, HANDED_OUT);
    }

    @AfterEach
    void stop() {
        s3.close();
        sts.stop(0);
    }

    @Test
    void logsAreSignedWithTheKeyThatStsGivesForTheWebIdentityOfAPod() throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogWriterMain.class.getName(),
                        s3.settings().endpoint().orElseThrow().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        worker.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        worker.environment().putAll(identity());

        assertThat(worker.start().waitFor()).as(Files.readString(log)).isZero();

        assertThat(asked)
                .isNotEmpty()
                .allMatch(form -> form.contains("Action=AssumeRoleWithWebIdentity")
                        && form.contains("RoleArn=arn:aws:iam::123456789012:role/forge-worker")
                        && form.contains("WebIdentityToken=the-token-of-a-service-account"));
        try (ObjectLogStore store = ObjectLogStore.open(s3.settings())) {
            assertThat(store.last(LogWriterMain.ATTEMPT)).contains(LogWriterMain.END);
        }
    }

    /** What EKS's webhook sets for a service account that has a role. */
    private Map<String, String> identity() throws IOException {
        return Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), "the-token-of-a-service-account")
                        .toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/forge-worker",
                "AWS_REGION",
                "eu-north-1",
                "AWS_ENDPOINT_URL_STS",
                "http://127.0.0.1:" + sts.getAddress().getPort(),
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "HOME",
                folder.toString());
    }

    private void assumeRole(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(URLDecoder.decode(form, StandardCharsets.UTF_8));
        byte[] answer = """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>a-session</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(
                        HANDED_OUT.accessKey(),
                        HANDED_OUT.secretKey(),
                        Instant.now().plus(Duration.ofHours(1)))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
