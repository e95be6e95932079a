package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketListing.LeftOut;
import dev.forge.runtime.BucketListing.Place;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listings such as no server at hand gives, and some servers do. */
@Timeout(60)
class OddListingTest {
    private static final String FINE = entry("in/a", "<ETag>&quot;e1&quot;</ETag>");

    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Function<String, String> answers = query -> page("", FINE);
    private HttpServer server;
    private S3BucketListing buckets;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        buckets = S3BucketListing.open(
                new ObjectStoreAccess(
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort())),
                        Optional.empty(),
                        Optional.of(new ObjectLogSettings.Credentials("tester", "secret"))),
                Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        over.countDown();
        buckets.close();
        server.stop(0);
    }

    @Test
    void anEntryThatS3WouldNotHaveIsLeftOutAndTheOthersAreTold() {
        String long1 = "in/" + "x".repeat(1100);
        answers = query -> page(
                "",
                entry("in/no-etag", ""),
                FINE,
                entry(long1, "<ETag>e</ETag>"),
                entry("in/nul%00", "<ETag>e</ETag>"),
                entry("in/latin-1-%E9", "<ETag>e</ETag>"));

        BucketListing.Part part = buckets.after("b", "in/", Optional.empty());

        assertThat(part.objects()).extracting(SeenObject::key).containsExactly("in/a");
        assertThat(part.leftOut())
                .extracting(LeftOut::key)
                .containsExactly("in/no-etag", long1, "in/nul\0", "in/latin-1-\uFFFD");
        assertThat(part.leftOut()).extracting(LeftOut::why).first().isEqualTo("it has no ETag");
        assertThat(part.next()).isEmpty();
    }

    @Test
    void aKeyThatReallyHoldsTheReplacementCharacterIsToldAndOneInWhichItReplacesSomethingIsNot() {
        answers = query -> page(
                "more",
                entry("in/both-%E9-%EF%BF%BD", "<ETag>e</ETag>"),
                entry("in/not-encoded-%ZZ", "<ETag>e</ETag>"),
                entry("in/real-%EF%BF%bd+%2B", "<ETag>e</ETag>"));

        BucketListing.Part part = buckets.after("b", "in/", Optional.empty());

        assertThat(part.objects()).extracting(SeenObject::key).containsExactly("in/real-\uFFFD +");
        assertThat(part.leftOut())
                .extracting(LeftOut::key)
                .containsExactly("in/both-\uFFFD-\uFFFD", "in/not-encoded-%ZZ");
        assertThat(part.next()).contains(Place.after("in/real-\uFFFD +"));
    }

    @Test
    void aPartThatEndsWithSuchAnEntryGoesOnAfterItAllTheSame() {
        answers = query -> page("token-1", FINE, entry("in/no-etag", ""));
        assertThat(buckets.after("b", "in/", Optional.empty()).next()).contains(Place.after("in/no-etag"));

        answers = query -> page("token-1", FINE, entry("in/nul%00", "<ETag>e</ETag>"));
        assertThat(buckets.after("b", "in/", Optional.empty()).next())
                .as("a key that PostgreSQL cannot keep")
                .contains(new Place("in/a", Optional.of("token-1")));
    }

    @Test
    void anEmptyPartThatIsNotTheLastGoesOnByTheTokenOfTheStore() {
        answers = query -> query.contains("continuation-token=more") ? page("", FINE) : page("more");

        BucketListing.Part first = buckets.after("b", "in/", Optional.of(Place.after("in/0")));
        assertThat(first.objects()).isEmpty();
        assertThat(first.next()).contains(new Place("in/0", Optional.of("more")));

        assertThat(buckets.after("b", "in/", first.next()).objects())
                .extracting(SeenObject::key)
                .containsExactly("in/a");
    }

    @Test
    void aTokenThatTheStoreHasForgottenIsGoneOnFromByTheKeyBeforeIt() {
        answers = query -> query.contains("continuation-token") ? "" : page("", FINE);

        assertThat(buckets.after("b", "in/", Optional.of(new Place("in/0", Optional.of("old"))))
                        .objects())
                .hasSize(1);
        assertThat(asked.getLast()).contains("start-after=in%2F0").doesNotContain("continuation-token");
    }

    @Test
    void aStoreThatDoesNotAnswerIsGivenUpAfterATime() {
        answers = query -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return page("");
        };

        assertThatThrownBy(() -> buckets.after("b", "in/", Optional.empty()))
                .isInstanceOf(BucketRefused.class)
                .hasMessageContaining("does not answer");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(query);
        String text = answers.apply(query);
        byte[] body = (text.isEmpty()
                        ? "<Error><Code>InvalidArgument</Code><Message>unknown token</Message></Error>"
                        : text)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text.isEmpty() ? 400 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String page(String token, String... entries) {
        return "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>" + !token.isEmpty() + "</IsTruncated>"
                + (token.isEmpty() ? "" : "<NextContinuationToken>" + token + "</NextContinuationToken>")
                + String.join("", entries) + "</ListBucketResult>";
    }

    private static String entry(String key, String etag) {
        return "<Contents><Key>" + key + "</Key>" + etag
                + "<Size>5</Size><LastModified>2026-11-29T12:00:00.000Z</LastModified></Contents>";
    }
}
