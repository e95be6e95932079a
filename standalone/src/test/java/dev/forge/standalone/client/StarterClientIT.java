package dev.forge.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.engine.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StarterClientIT {
    private HttpServer server = unstarted();
    private String path = "";

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aProblemDocumentIsARefusalWithAllItsMistakes() {
        answer(422, """
                {"status": 422, "code": "PIPELINE_INVALID", "detail": "The pipeline has a mistake.",
                 "errors": [{"pointer": "/modules/0", "line": 3, "column": 5, "message": "no image", "fix": "add one"}]}
                """);

        Refused refused =
                catchThrowableOfType(Refused.class, () -> client().submit("{}", "application/json", Optional.empty()));

        assertThat(refused).hasMessage("The pipeline has a mistake.");
        assertThat(refused.code()).isEqualTo("PIPELINE_INVALID");
        assertThat(refused.problems()).containsExactly(Problem.at("/modules/0", 3, 5, "no image", "add one"));
    }

    @Test
    void aStarterWhoseTemporalIsAwayIsAsGoodAsAway() {
        answer(503, "{\"status\": 503, \"code\": \"temporal_unreachable\", \"detail\": \"Temporal is away.\"}");

        assertThatThrownBy(() -> client().run("a"))
                .isInstanceOf(Unreachable.class)
                .hasMessage("Temporal is away.");
    }

    @Test
    void aRunIdMayHoldAnything() {
        answer(404, "{\"detail\": \"none\"}");

        assertThatThrownBy(() -> client().run("by:hand/1 é")).isInstanceOf(Refused.class);
        assertThat(path).isEqualTo("/runs/by%3Ahand%2F1%20%C3%A9");
    }

    @Test
    void anAnswerThatIsNotAStartersIsToldApart() {
        answer(200, "<html>hello</html>");

        assertThatThrownBy(() -> client().run("a"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("not answer as");
    }

    @Test
    void whereNothingListensTheSentenceSaysWhatToDo() {
        URI nowhere = URI.create("http://127.0.0.1:" + new Ports().choose(0));

        assertThatThrownBy(() -> new StarterClient(nowhere).run("a"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContainingAll(nowhere.toString(), "./forge up");
    }

    private StarterClient client() {
        return new StarterClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            path = exchange.getRequestURI().getRawPath();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("loopback has a free port", e);
        }
    }
}
