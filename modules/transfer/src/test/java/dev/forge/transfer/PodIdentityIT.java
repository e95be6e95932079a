package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a pod runs it that has an identity and no key. */
class PodIdentityIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path objects;

    private Path workspace;
    private KeyIssuer issuer;
    private S3Server s3;

    @BeforeEach
    void start() throws Exception {
        workspace = Files.createDirectories(folder.resolve("run/data"));
        issuer = KeyIssuer.start(folder);
        s3 = S3Server.start(objects, KeyIssuer.ID, KeyIssuer.SECRET);
        s3.makeBucket("bucket");
        s3.put("bucket", "in.txt", "hello".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        s3.close();
        issuer.close();
    }

    @Test
    void sourceAndSinkSignWithTheKeyThatStsGivesForTheWebIdentityOfAPod() throws Exception {
        passThrough(issuer.webIdentity());

        assertThat(issuer.shown()).containsExactly(KeyIssuer.shownToSts(), KeyIssuer.shownToSts());
    }

    @Test
    void sourceAndSinkSignWithTheKeyThatEksPodIdentityGives() throws Exception {
        passThrough(issuer.eksPodIdentity());

        assertThat(issuer.shown()).containsExactly(KeyIssuer.shownToAgent(), KeyIssuer.shownToAgent());
    }

    /** Through a store that takes nothing but what is signed with the key that was handed out. */
    private void passThrough(Map<String, String> identity) throws Exception {
        succeeds(s3.environment(), identity, "source", "--from", "s3://bucket/in.txt");
        assertThat(workspace.resolve("in.txt")).hasContent("hello");
        succeeds(s3.environment(), identity, "sink", "--to", "s3://bucket/out/");
        assertThat(s3.get("bucket", "out/in.txt")).asString().isEqualTo("hello");
    }

    @Test
    void theKeyOfAWebIdentityIsSentWithItsSession() throws Exception {
        assertThat(signatureOfASource(issuer.webIdentity())).containsOnly(KeyIssuer.ID + " " + KeyIssuer.SESSION);
    }

    @Test
    void theKeyOfEksPodIdentityIsSentWithItsSession() throws Exception {
        assertThat(signatureOfASource(issuer.eksPodIdentity())).containsOnly(KeyIssuer.ID + " " + KeyIssuer.SESSION);
    }

    /** Whose signature a store was shown, and with what session, which S3Proxy does not look at. */
    private Queue<String> signatureOfASource(Map<String, String> identity) throws Exception {
        Queue<String> shown = new ConcurrentLinkedQueue<>();
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            String signature = exchange.getRequestHeaders().getFirst("Authorization");
            shown.add(signature.replaceFirst("AWS4-HMAC-SHA256 Credential=([^/]*)/.*", "$1") + " "
                    + exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        });
        store.start();
        try {
            String endpoint = "http://127.0.0.1:" + store.getAddress().getPort();
            succeeds(Map.of("AWS_ENDPOINT_URL_S3", endpoint), identity, "source", "--from", "s3://bucket/file");
            return shown;
        } finally {
            store.stop(0);
        }
    }

    @Test
    void aKeyThatTheStoreDoesNotTakeIsDeniedAndIsInNoMessage() throws Exception {
        try (S3Server other = S3Server.start(objects, KeyIssuer.ID, "another secret")) {
            for (Map<String, String> identity : List.of(issuer.webIdentity(), issuer.eksPodIdentity())) {
                assertThat(failure(other.environment(), identity, "source", "--from", "s3://bucket/in.txt"))
                        .contains("SOURCE_DENIED", "SignatureDoesNotMatch", "the pod's role");
                assertThat(failure(other.environment(), identity, "sink", "--to", "s3://bucket/out/"))
                        .contains("SINK_DENIED", "SignatureDoesNotMatch", "the pod's role");
            }
        }
    }

    @Test
    void aRoleThatDoesNotTrustThePodIsToldInTheWordsOfSts() throws Exception {
        issuer.refuse();

        assertThat(failure(s3.environment(), issuer.webIdentity(), "source", "--from", "s3://bucket/in.txt"))
                .contains(
                        "CONFIGURATION",
                        "The pod's identity gives no credentials for S3:"
                                + " Not authorized to perform sts:AssumeRoleWithWebIdentity.",
                        "trust");
    }

    @Test
    void anAgentThatGivesNothingIsNamed() throws Exception {
        issuer.refuse();

        assertThat(failure(s3.environment(), issuer.eksPodIdentity(), "source", "--from", "s3://bucket/in.txt"))
                .contains("CONFIGURATION", "The pod's identity gives no credentials for S3: Failed to load");
    }

    @Test
    void aPodWithNeitherKeyNorIdentityIsToldSo() throws Exception {
        Map<String, String> nothing = Map.of("AWS_EC2_METADATA_DISABLED", "true");

        assertThat(failure(s3.environment(), nothing, "source", "--from", "s3://bucket/in.txt"))
                .contains("CONFIGURATION", "No credentials for S3 were found.", "or give the pod a role");
    }

    private void succeeds(Map<String, String> store, Map<String, String> identity, String... args) throws Exception {
        Launched launched = launch(store, identity, args);
        assertThat(launched.process().waitFor()).as(launched.said()).isZero();
    }

    /** All that a user gets to read of it: its log and its output. */
    private String failure(Map<String, String> store, Map<String, String> identity, String... args) throws Exception {
        Launched launched = launch(store, identity, args);
        assertThat(launched.process().waitFor()).as(launched.said()).isEqualTo(1);
        String all = launched.said() + Files.readString(output());
        assertThat(all).doesNotContain(KeyIssuer.secrets());
        return all;
    }

    private Launched launch(Map<String, String> store, Map<String, String> identity, String... args)
            throws IOException {
        Map<String, String> environment = new HashMap<>(store);
        environment.putAll(identity);
        environment.put("FORGE_OUTPUT", output().toString());
        return Launched.startWithoutKey(workspace, environment, args);
    }

    private Path output() {
        return folder.resolve("output");
    }
}
