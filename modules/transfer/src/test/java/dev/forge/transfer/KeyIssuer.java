package dev.forge.transfer;

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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Those who hand out a temporary key to a pod that shows its token: AWS STS (IRSA, by the variables that EKS's webhook sets)
 * and the agent of EKS Pod Identity.
 */
final class KeyIssuer implements AutoCloseable {
    static final String ID = "ASIAHANDEDOUTTOAPOD1";
    static final String SECRET = "a-secret-that-was-handed-out";
    static final String SESSION = "the-session-of-what-was-handed-out";
    static final String ROLE = "arn:aws:iam::123456789012:role/forge-transfer";
    private static final String TOKEN = "the-token-of-a-service-account";

    private final HttpServer server;
    private final Path token;
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private volatile boolean refuses;

    private KeyIssuer(HttpServer server, Path token) {
        this.server = server;
        this.token = token;
        // The SDK leaves out the path of an endpoint of STS.
        server.createContext("/", this::assumeRole);
        server.createContext("/agent", this::podIdentity);
        server.start();
    }

    /** @param folder where the pod's token is put */
    static KeyIssuer start(Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        return new KeyIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), token);
    }

    /** As if no role trusted the pod any more. */
    void refuse() {
        refuses = true;
    }

    /** The environment of a pod whose service account has a role. */
    Map<String, String> webIdentity() {
        return Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                ROLE,
                "AWS_REGION",
                "eu-north-1",
                "AWS_ENDPOINT_URL_STS",
                uri(""),
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** The environment of a pod whose service account is associated with a role. */
    Map<String, String> eksPodIdentity() {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                uri("/agent/v1/credentials"),
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                token.toString(),
                "AWS_REGION",
                "eu-north-1",
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** What was shown for the key, as {@code role token} to STS and {@code token} to the agent. */
    List<String> shown() {
        return List.copyOf(shown);
    }

    static String shownToSts() {
        return "AssumeRoleWithWebIdentity " + ROLE + " " + TOKEN;
    }

    static String shownToAgent() {
        return TOKEN;
    }

    /** All that nobody may read in a log. */
    static String[] secrets() {
        return new String[] {SECRET, SESSION, TOKEN};
    }

    private void assumeRole(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        shown.add(field(form, "Action") + " " + field(form, "RoleArn") + " " + field(form, "WebIdentityToken"));
        if (refuses) {
            answer(exchange, 403, """
                    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                      <Error>
                        <Code>AccessDenied</Code>
                        <Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>
                      </Error>
                    </ErrorResponse>
                    """);
            return;
        }
        answer(exchange, 200, """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>%s</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(ID, SECRET, SESSION, expiration()));
    }

    private void podIdentity(HttpExchange exchange) throws IOException {
        shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (refuses) {
            answer(exchange, 400, """
                    {"code": "AccessDeniedException", "message": "EKS may not assume the associated role"}
                    """);
            return;
        }
        answer(exchange, 200, """
                {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}
                """.formatted(ID, SECRET, SESSION, expiration()));
    }

    private static String field(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "no " + name;
    }

    private static String expiration() {
        return Instant.now().plus(Duration.ofHours(1)).toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
