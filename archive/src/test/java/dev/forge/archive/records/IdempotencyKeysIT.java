package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Claim.AlreadyThere;
import dev.forge.archive.records.Claim.Claimed;
import dev.forge.archive.records.Claim.OtherBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IdempotencyKeysIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final IdempotencyKeys keys = FRESH.archive().idempotencyKeys();
    private final Instant later = Instant.now().plus(Duration.ofHours(1));
    private final Instant earlier = Instant.now().minus(Duration.ofHours(1));

    @Test
    void thatAKeysRunWasStartedIsKnownUntilTheKeyIsAnothers() {
        keys.claim("begun", "digest", "first", earlier);
        assertThat(keys.isStarted("begun")).isFalse();

        keys.started("begun");

        assertThat(keys.isStarted("begun")).isTrue();
        assertThat(keys.isStarted("nobody")).isFalse();
        assertThat(keys.claim("begun", "digest", "second", later)).isEqualTo(new Claimed());
        assertThat(keys.isStarted("begun")).isFalse();
    }

    @Test
    void theSameRequestGetsTheRunOfTheFirst() {
        assertThat(keys.claim("same", "digest", "first", later)).isEqualTo(new Claimed());
        assertThat(keys.claim("same", "digest", "second", later)).isEqualTo(new AlreadyThere("first"));
    }

    @Test
    void anotherRequestWithTheKeyIsToldSo() {
        keys.claim("other", "digest", "first", later);

        assertThat(keys.claim("other", "another", "second", later)).isEqualTo(new OtherBody());
        assertThat(keys.claim("other", "digest", "third", later)).isEqualTo(new AlreadyThere("first"));
    }

    @Test
    void ofTwoHundredAtOnceOneClaimsTheKey() throws Exception {
        List<Claim> claims = Together.all(200, number -> keys.claim("busy", "digest", "run-" + number, later));

        assertThat(claims).filteredOn(Claimed.class::isInstance).hasSize(1);
        String winner = "run-" + claims.indexOf(new Claimed());
        assertThat(claims)
                .filteredOn(AlreadyThere.class::isInstance)
                .hasSize(199)
                .containsOnly(new AlreadyThere(winner));
    }

    @Test
    void anExpiredKeyIsClaimedAnewByOneOfManyWhateverItsBody() throws Exception {
        keys.claim("expired", "digest", "first", earlier);

        List<Claim> claims = Together.all(50, number -> keys.claim("expired", "another", "run-" + number, later));

        assertThat(claims).filteredOn(Claimed.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(AlreadyThere.class::isInstance).hasSize(49);
    }

    @Test
    void whatHasExpiredIsPurgedAndNothingElse() throws Exception {
        keys.purge();
        FRESH.execute("INSERT INTO idempotency_keys SELECT 'old-' || n, 'd', 'r', now() - INTERVAL '1 minute'"
                + " FROM generate_series(1, 1234) AS n");
        keys.claim("kept", "digest", "first", later);

        assertThat(keys.purge()).isEqualTo(1234);

        assertThat(keys.purge()).isZero();
        assertThat(keys.claim("kept", "digest", "second", later)).isEqualTo(new AlreadyThere("first"));
    }
}
