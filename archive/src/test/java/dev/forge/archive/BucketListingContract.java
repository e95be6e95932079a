package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What every object store is asked for by a watch. */
abstract class BucketListingContract {
    private static final String BUCKET = "watched";

    private S3BucketListing buckets;

    /** The server, as it is reached; the same for all tests of a class. */
    abstract ObjectStoreAccess access();

    /** A client that may do all. */
    abstract S3Client client();

    @BeforeEach
    void open() {
        if (client().listBuckets().buckets().stream()
                .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
            client().createBucket(request -> request.bucket(BUCKET));
        }
        buckets = S3BucketListing.open(access());
    }

    @AfterEach
    void close() {
        buckets.close();
    }

    @Test
    void moreThanAPageIsListedInPartsInTheOrderOfTheKeysEachObjectOnce() {
        List<String> keys =
                IntStream.range(0, 1_250).mapToObj("many/%05d"::formatted).toList();
        keys.forEach(key -> put(key, "x"));

        assertThat(all("many/")).extracting(SeenObject::key).isEqualTo(keys);
    }

    @Test
    void anObjectIsToldWithItsSizeAndTheETagThatChangesWithItsContent() {
        put("one/a.csv", "12345");
        SeenObject first = all("one/").getFirst();
        put("one/a.csv", "123456");
        SeenObject second = all("one/").getFirst();

        assertThat(first.size()).isEqualTo(5);
        assertThat(second.size()).isEqualTo(6);
        assertThat(first.etag()).doesNotContain("\"").isNotEqualTo(second.etag());
    }

    @Test
    void keysOfAnyCharactersAreToldAsTheyAre() {
        List<String> keys = List.of(
                "odd/a b+c%20.csv",
                "odd/${watch.key} $(id) ';.csv", "odd/Zürich/π.csv", "odd/two\nlines.csv", "odd/😀&<>\".csv");
        keys.forEach(key -> put(key, "x"));

        assertThat(all("odd/")).extracting(SeenObject::key).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void aBucketThatIsNotThereIsToldAsSuch() {
        assertThatThrownBy(() -> buckets.after("nowhere", "", Optional.empty()))
                .isInstanceOfSatisfying(BucketRefused.class, refused -> {
                    assertThat(refused).hasMessageContaining("bucket nowhere is not there");
                    assertThat(refused.remedy()).contains("make it, or name another");
                });
    }

    @Test
    void aBucketThatMayNotBeListedIsToldAsSuch() {
        ObjectStoreAccess stranger = new ObjectStoreAccess(
                access().endpoint(),
                access().region(),
                Optional.of(new ObjectLogSettings.Credentials("tester", "another-secret")));
        try (S3BucketListing denied = S3BucketListing.open(stranger)) {
            assertThatThrownBy(() -> denied.after(BUCKET, "", Optional.empty()))
                    .isInstanceOfSatisfying(
                            BucketRefused.class,
                            refused -> assertThat(refused.remedy()).contains("s3:ListBucket"));
        }
    }

    @Test
    void aStoreThatIsAwayIsToldAsSuch() {
        ObjectStoreAccess nobody = new ObjectStoreAccess(
                Optional.of(URI.create("http://127.0.0.1:1")), Optional.empty(), access().credentials());
        try (S3BucketListing away = S3BucketListing.open(nobody)) {
            assertThatThrownBy(() -> away.after("any", "", Optional.empty()))
                    .isInstanceOf(BucketRefused.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void anObjectThatIsThereIsNotReplacedByAPutThatExpectsNone() {
        put("kept/a", "first");

        assertThatThrownBy(() -> client().putObject(
                                request -> request.bucket(BUCKET).key("kept/a").ifNoneMatch("*"),
                                RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(412));
        assertThat(all("kept/").getFirst().size()).isEqualTo(5);
    }

    final List<SeenObject> all(String prefix) {
        List<SeenObject> objects = new ArrayList<>();
        Optional<BucketListing.Place> place = Optional.empty();
        do {
            BucketListing.Part part = buckets.after(BUCKET, prefix, place);
            objects.addAll(part.objects());
            place = part.next();
        } while (place.isPresent());
        return objects;
    }

    final void put(String key, String content) {
        client().putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }
}
