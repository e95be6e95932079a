package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.runtime.OutputRefused;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3OutputBucketsIT {
    private static final String KEY = "sweep/job.sweep-2026-11-29T06:00:00Z.log";

    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, S3OutputBuckets.PART, S3OutputBuckets.PART + 1, 40 * 1024 * 1024})
    void anObjectOfAnyLengthIsPutByteForByteInThePlaceOfTheOneBefore(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (S3OutputBuckets buckets = S3OutputBuckets.open(server.settings().access())) {
            buckets.put(S3Server.BUCKET, KEY, new ByteArrayInputStream(new byte[] {1}));
            buckets.put(S3Server.BUCKET, KEY, new ByteArrayInputStream(bytes));
        }

        assertThat(server.client()
                        .getObjectAsBytes(
                                request -> request.bucket(S3Server.BUCKET).key(KEY))
                        .asByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void aBucketThatIsNotThereIsRefusedWithTheRemedy() {
        try (S3OutputBuckets buckets = S3OutputBuckets.open(server.settings().access())) {
            assertThatThrownBy(() -> buckets.put("no-such-bucket", KEY, InputStream.nullInputStream()))
                    .isInstanceOf(OutputRefused.class)
                    .hasMessageContainingAll("no-such-bucket", "s3:PutObject");
        }
    }

    @Test
    void wrongCredentialsAreRefused() {
        ObjectStoreAccess there = server.settings().access();
        ObjectStoreAccess wrong = new ObjectStoreAccess(
                there.endpoint(), there.region(), Optional.of(new ObjectLogSettings.Credentials("tester", "wrong")));
        try (S3OutputBuckets buckets = S3OutputBuckets.open(wrong)) {
            assertThatThrownBy(() -> buckets.put(S3Server.BUCKET, KEY, InputStream.nullInputStream()))
                    .isInstanceOf(OutputRefused.class);
        }
    }

    @Test
    void aStoreThatDoesNotAnswerMayDoSoLater() {
        ObjectStoreAccess nobody = new ObjectStoreAccess(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.empty(),
                server.settings().access().credentials());
        try (S3OutputBuckets buckets = S3OutputBuckets.open(nobody)) {
            assertThatThrownBy(() -> buckets.put(S3Server.BUCKET, KEY, InputStream.nullInputStream()))
                    .isInstanceOf(RuntimeUnavailable.class);
        }
    }

    @Test
    void ofWhatCannotBeReadToItsEndNothingIsPut() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(new byte[S3OutputBuckets.PART + 1]), new TornStream());
        try (S3OutputBuckets buckets = S3OutputBuckets.open(server.settings().access())) {
            assertThatThrownBy(() -> buckets.put(S3Server.BUCKET, "torn.log", broken))
                    .isInstanceOf(IOException.class);
        }

        assertThat(server.client()
                        .listObjectsV2(
                                request -> request.bucket(S3Server.BUCKET).prefix("torn"))
                        .contents())
                .isEmpty();
        assertThat(server.client()
                        .listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                        .uploads())
                .isEmpty();
    }

    private static final class TornStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("torn");
        }

        @Override
        public int read(byte[] into, int from, int atMost) throws IOException {
            throw new IOException("torn");
        }
    }
}
