package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class S3BucketListingIT {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3BucketListing buckets;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = S3Server.start(folder);
        buckets = S3BucketListing.open(server.settings().access());
    }

    @AfterAll
    static void stopTheServer() {
        buckets.close();
        server.close();
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
        List<String> keys = List.of("odd/a b+c%20.csv", "odd/${watch.key} $(id) ';.csv", "odd/Zürich/π.csv");
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
        ObjectStoreAccess access = server.settings().access();
        ObjectStoreAccess stranger = new ObjectStoreAccess(
                access.endpoint(),
                access.region(),
                Optional.of(new ObjectLogSettings.Credentials("tester", "another-secret")));
        try (S3BucketListing denied = S3BucketListing.open(stranger)) {
            assertThatThrownBy(() -> denied.after(S3Server.BUCKET, "", Optional.empty()))
                    .isInstanceOfSatisfying(
                            BucketRefused.class,
                            refused -> assertThat(refused.remedy()).contains("s3:ListBucket"));
        }
    }

    @Test
    void aStoreThatIsAwayIsToldAsSuch() {
        ObjectStoreAccess nobody = new ObjectStoreAccess(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.empty(),
                server.settings().credentials());
        try (S3BucketListing away = S3BucketListing.open(nobody)) {
            assertThatThrownBy(() -> away.after("any", "", Optional.empty()))
                    .isInstanceOf(BucketRefused.class)
                    .hasMessageContaining("does not answer");
        }
    }

    private static List<SeenObject> all(String prefix) {
        List<SeenObject> objects = new ArrayList<>();
        Optional<String> place = Optional.empty();
        do {
            BucketListing.Part part = buckets.after(S3Server.BUCKET, prefix, place);
            objects.addAll(part.objects());
            place = part.next();
        } while (place.isPresent());
        return objects;
    }

    private static void put(String key, String content) {
        server.client().putObject(request -> request.bucket(S3Server.BUCKET).key(key), RequestBody.fromString(content));
    }
}
