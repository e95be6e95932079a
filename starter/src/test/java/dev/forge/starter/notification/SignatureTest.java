package dev.forge.starter.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** By {@code printf '1700000000.{"id":"a-1"}' | openssl dgst -sha256 -hmac hush}. */
    @Test
    void itIsWhatOpensslMakesOfTheTimeAndTheBody() {
        assertThat(Signature.of(
                        "{\"id\":\"a-1\"}".getBytes(UTF_8),
                        "hush".getBytes(UTF_8),
                        Instant.ofEpochSecond(1_700_000_000)))
                .isEqualTo("t=1700000000,v1=a55e5537122c5fc5eebd72e49e0bbbea7de6185d071594d5f4c5fd5f03a8d510");
    }

    @Test
    void anotherTimeIsAnotherSignature() {
        byte[] body = "{}".getBytes(UTF_8);
        byte[] key = "hush".getBytes(UTF_8);

        assertThat(Signature.of(body, key, Instant.ofEpochSecond(1)).split("v1=", 2)[1])
                .isNotEqualTo(Signature.of(body, key, Instant.ofEpochSecond(2)).split("v1=", 2)[1]);
    }
}
