package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a store can refuse has its own sentence and category. */
class StoreFaultsIT {
    @TempDir
    private static Path objects;

    private static S3Server s3;

    @TempDir
    private Path folder;

    private Program program;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start(objects);
        s3.makeBucket("bucket");
        s3.put("bucket", "object", new byte[] {1});
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void program() throws IOException {
        program = new Program(folder).with(s3.environment());
    }

    @Test
    void aMissingBucketIsNamed() throws IOException {
        assertThat(program.source("s3://nowhere/x.zip").output())
                .contains("SOURCE_MISSING", "no bucket 'nowhere' at http");
        assertThat(program.source("s3://nowhere/x/").output()).contains("SOURCE_MISSING", "no bucket 'nowhere'");
        assertThat(program.sink("s3://nowhere/x.zip").output()).contains("SINK_MISSING", "no bucket 'nowhere'");
        assertThat(program.sink("s3://nowhere/x/").output()).contains("SINK_MISSING", "no bucket 'nowhere'");
    }

    @Test
    void aMissingObjectIsNamed() throws IOException {
        assertThat(program.source("s3://bucket/none.zip").output())
                .contains("SOURCE_MISSING", "There is no object s3://bucket/none.zip.");
        assertThat(program.source("s3://bucket/none/").output())
                .contains("SOURCE_MISSING", "No object begins with s3://bucket/none/.");
    }

    @Test
    void aForgottenSlashIsFound() throws IOException {
        for (int i = 0; i < 12; i++) {
            s3.put("bucket", "slash/" + i, new byte[] {1});
        }
        assertThat(program.source("s3://bucket/slash").output())
                .contains(
                        "SOURCE_MISSING",
                        "No object s3://bucket/slash, but 12 begin with s3://bucket/slash/.",
                        "Add the slash: s3://bucket/slash/");
        assertThat(program.source("s3://bucket/object/").output())
                .contains(
                        "No object begins with s3://bucket/object/, but s3://bucket/object is one.",
                        "Leave the slash out");
    }

    @Test
    void anEndpointThatIsNotThereIsNamed() throws IOException {
        program.with("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");
        assertThat(program.source("s3://bucket/x.zip").output())
                .contains("CONFIGURATION", "S3 at http://127.0.0.1:9 cannot be reached: Connection refused");
        program.with("AWS_ENDPOINT_URL_S3", "localhost:9000");
        assertThat(program.source("s3://bucket/x.zip").output()).contains("CONFIGURATION", "is no URL");
    }

    @Test
    void wrongCredentialsAreDeniedAndInNoMessage() throws IOException {
        String wrong = "a-secret-that-is-wrong";
        System.setProperty("aws.secretAccessKey", wrong);
        Program.Ended source = program.source("s3://bucket/object");
        Program.Ended sink = program.sink("s3://bucket/x.zip");
        assertThat(source.output())
                .contains("SOURCE_DENIED", "does not accept these credentials (SignatureDoesNotMatch)");
        assertThat(sink.output()).contains("SINK_DENIED");
        assertThat(source.toString() + sink).doesNotContain(wrong);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "403,AccessDenied,no,SOURCE_DENIED,Access to s3://bucket/x.zip is denied",
                "301,PermanentRedirect,moved,CONFIGURATION,\"Bucket 'bucket' is in region eu-north-1, not where it was asked for\"",
                "400,AuthorizationHeaderMalformed,the region 'us-east-1' is wrong; expecting 'eu-north-1',CONFIGURATION,Set AWS_REGION=eu-north-1",
                "403,RequestTimeTooSkewed,late,CONFIGURATION,clock differs too much",
                "403,InvalidObjectState,cold,SOURCE_INVALID,archive class (Glacier)",
                "412,PreconditionFailed,other,SOURCE_INVALID,was replaced while it was read",
                "400,Strange,odd,INTERNAL,answered 400 Strange for s3://bucket/x.zip: odd"
            })
    void everyRefusalHasItsSentence(int status, String code, String message, String category, String sentence)
            throws IOException {
        String body = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        HttpServer server = serve(exchange -> {
            exchange.getResponseHeaders().add("x-amz-bucket-region", "eu-north-1");
            answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(program.source("s3://bucket/x.zip").output()).contains(category, sentence);
        server.stop(0);
    }

    @Test
    void aStreamThatBreaksGoesOnWhereItStopped() throws IOException {
        byte[] content = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = serve(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length());
            int from = Integer.parseInt(range.substring(0, range.indexOf('-')));
            if (calls.getAndIncrement() > 0) {
                assertThat(exchange.getRequestHeaders().getFirst("If-Match")).isEqualTo("\"tag\"");
            }
            exchange.getResponseHeaders().add("ETag", "\"tag\"");
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-99999/100000");
            exchange.sendResponseHeaders(206, content.length - from);
            exchange.getResponseBody().write(content, from, Math.min(content.length - from, 30_000));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThat(program.source("s3://bucket/file").err()).isEmpty();
        assertThat(program.workspace().resolve("file")).hasBinaryContent(content);
        assertThat(calls).hasValueGreaterThan(3);
        server.stop(0);
    }

    @Test
    void anObjectWithoutAnEtagIsPinnedByTheTimeOfItsLastChange() throws IOException {
        String changed = "Sat, 28 Nov 2026 10:00:00 GMT";
        Queue<String> pins = new ConcurrentLinkedQueue<>();
        HttpServer server = serve(exchange -> {
            exchange.getResponseHeaders().add("Last-Modified", changed);
            if (exchange.getRequestURI().getQuery() != null) {
                answer(exchange, 200, """
                        <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>in/file</Key>\
                        <LastModified>2026-11-28T10:00:00Z</LastModified><Size>2</Size></Contents></ListBucketResult>
                        """.getBytes(StandardCharsets.UTF_8));
                return;
            }
            pins.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Unmodified-Since")));
            answer(exchange, 200, new byte[] {1, 2});
        });

        assertThat(program.source("s3://bucket/in/").err()).isEmpty();

        assertThat(program.workspace().resolve("file")).hasBinaryContent(new byte[] {1, 2});
        assertThat(pins).containsExactly(changed);
        server.stop(0);
    }

    @Test
    void aSingleObjectWithoutAnEtagIsFetched() throws IOException {
        HttpServer server = serve(exchange -> answer(exchange, 200, new byte[] {1, 2}));

        assertThat(program.source("s3://bucket/file").err()).isEmpty();

        assertThat(program.workspace().resolve("file")).hasBinaryContent(new byte[] {1, 2});
        server.stop(0);
    }

    @Test
    void aStreamThatNeverComesThroughIsAFailure() throws IOException {
        HttpServer server = serve(exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"tag\"");
            exchange.getResponseHeaders().add("Content-Range", "bytes 0-99/100");
            exchange.sendResponseHeaders(206, 100);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThat(program.source("s3://bucket/file").output()).contains("INTERNAL", "broke off at 0 of 100 bytes");
        assertThat(program.names()).isEmpty();
        server.stop(0);
    }

    private HttpServer serve(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        program.with(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getAddress().getPort());
        return server;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
