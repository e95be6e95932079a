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
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is to bring one version of an object brings that one, or none. */
class PinnedSourceIT {
    private static final int SEVERAL_RANGES = 40 << 20;

    @TempDir
    private static Path objects;

    private static S3Server s3;

    @TempDir
    private Path folder;

    private Program program;
    private HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start(objects);
        s3.makeBucket("bucket");
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void arrange() throws IOException {
        program = new Program(folder).with(s3.environment());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void tidy() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\""})
    void theVersionThatIsThereIsBrought(String form) throws Exception {
        byte[] content = noise(SEVERAL_RANGES);
        s3.put("bucket", "large", content);

        Program.Ended ended = program.source("s3://bucket/large", "--etag", form.formatted(etag(content)));

        assertThat(ended.err()).isEmpty();
        assertThat(program.workspace().resolve("large")).hasBinaryContent(content);
    }

    @Test
    void anEmptyObjectHasAVersionToo() throws Exception {
        byte[] nothing = new byte[0];
        s3.put("bucket", "empty", nothing);

        assertThat(program.source("s3://bucket/empty", "--etag", etag(nothing)).err())
                .isEmpty();
        assertThat(program.workspace().resolve("empty")).isEmptyFile();
    }

    @Test
    void aVersionThatWasReplacedIsMissingAndNothingElseIsBrought() throws Exception {
        byte[] newer = "newer".getBytes(StandardCharsets.UTF_8);
        s3.put("bucket", "replaced", newer);
        String older = etag("older".getBytes(StandardCharsets.UTF_8));

        Program.Ended ended = program.source("s3://bucket/replaced", "--etag", older);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "SOURCE_MISSING",
                        "s3://bucket/replaced is not the version " + older + " any more: it was replaced by "
                                + etag(newer) + " since.",
                        "Look at the run that a watch starts for the newer version");
        assertThat(program.names()).isEmpty();
    }

    @Test
    void anObjectThatIsGoneIsMissingAsEver() throws IOException {
        assertThat(program.source("s3://bucket/none", "--etag", "5d41").output())
                .contains("SOURCE_MISSING", "There is no object s3://bucket/none.");
    }

    @Test
    void aServerThatHeedsNoConditionIsFoundOutByTheVersionOfItsAnswer() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"newer\"");
            answer(exchange, 200, new byte[] {1, 2});
        });

        assertThat(program.source("s3://bucket/file", "--etag", "older").output())
                .contains("SOURCE_MISSING", "is not the version older any more: it was replaced by newer since.");
        assertThat(program.names()).isEmpty();
        assertThat(program.source("s3://bucket/file", "--etag", "newer").err()).isEmpty();
        assertThat(program.names()).containsExactly("file");
    }

    @Test
    void aServerThatGivesNoVersionIsNotBelieved() throws IOException {
        serve(exchange -> answer(exchange, 200, new byte[] {1, 2}));

        assertThat(program.source("s3://bucket/file", "--etag", "older").output())
                .contains("SOURCE_MISSING", "does not tell: its answer has no ETag.", "Leave the ETag out");
        assertThat(program.names()).isEmpty();
    }

    @Test
    void anObjectThatIsReplacedBetweenTwoRangesIsMissingEvenIfNobodyTellsByWhat() throws IOException {
        int size = SEVERAL_RANGES;
        serve(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null || !range.startsWith("bytes=0-")) {
                answer(exchange, range == null ? 403 : 412, new byte[0]);
                return;
            }
            int end = Integer.parseInt(range.substring("bytes=0-".length()));
            exchange.getResponseHeaders().add("ETag", "\"older\"");
            exchange.getResponseHeaders().add("Content-Range", "bytes 0-" + end + "/" + size);
            answer(exchange, 206, new byte[end + 1]);
        });

        assertThat(program.source("s3://bucket/file", "--etag", "older").output())
                .contains("SOURCE_MISSING", "s3://bucket/file is not the version older any more.");
        assertThat(program.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/in/, 5d41, is a version of a single object",
        "file:///tmp, 5d41, is a version of a single object",
        "s3://bucket/file, '', No object has the ETag",
        "s3://bucket/file, '\"\"', No object has the ETag",
        "s3://bucket/file, 'a b', No object has the ETag"
    })
    void aVersionThatNothingCanHaveIsAMistake(String from, String etag, String sentence) throws IOException {
        assertThat(program.source(from, "--etag=" + etag).output()).contains("CONFIGURATION", sentence);
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
        program.with(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(5).nextBytes(noise);
        return noise;
    }

    /** What S3 gives to an object that was put in one piece. */
    private static String etag(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }
}
