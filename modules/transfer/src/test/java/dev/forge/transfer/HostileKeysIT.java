package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys may hold anything; a store on disk could not even keep most of these, so the list is answered by hand. */
class HostileKeysIT {
    @TempDir
    private Path folder;

    static List<Arguments> hostileKeys() {
        return List.of(
                Arguments.of(List.of("in/../../x"), "climbs out of its folder"),
                Arguments.of(List.of("in//x"), "is an absolute path"),
                Arguments.of(List.of("in/a//x"), "has an empty part"),
                Arguments.of(List.of("in/a\\..\\x"), "has a backslash"),
                Arguments.of(List.of("in/C:x"), "begins with a drive letter"),
                Arguments.of(List.of("in/a%01b"), "has a control character"),
                Arguments.of(List.of("in/.forge-source"), "begins with '.forge-'"),
                Arguments.of(List.of("in/folder-with-content/"), "has an empty part"),
                Arguments.of(List.of("in/a", "in/a/b"), "is both a file and a folder"),
                Arguments.of(List.of("in/Read", "in/rEAD"), "only in upper and lower case"),
                Arguments.of(List.of("in/" + "x".repeat(300)), "has a part longer than 255 bytes"));
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    void aHostileKeyLeavesNothing(List<String> keys, String reason) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, keys));
        server.start();
        try {
            Program program = new Program(folder.resolve("run"))
                    .with(
                            "AWS_ENDPOINT_URL_S3",
                            "http://127.0.0.1:" + server.getAddress().getPort());
            Program.Ended ended = program.source("s3://bucket/in/");
            assertThat(ended.output()).contains("SOURCE_INVALID").contains(reason);
            assertThat(Program.names(folder)).containsExactly("run/", "run/data/", "run/output");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, List<String> keys) throws IOException {
        boolean list = exchange.getRequestURI().getQuery() != null;
        String contents = keys.stream()
                .map(key -> "<Contents><Key>" + key + "</Key><ETag>\"e\"</ETag><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        byte[] body = (list
                        ? "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>"
                                + contents + "</ListBucketResult>"
                        : "x")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"e\"");
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
