package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.ObjectStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedS3IT {
    private static final S3Credentials KEY = new S3Credentials("forge-test", "a-secret-key");

    @TempDir
    private static Path folder;

    private static EmbeddedS3 server;
    private static ObjectStore store;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedS3.start(Files.createDirectories(folder.resolve("s3")), KEY, new Ports().choose(0));
        store = ObjectStore.embedded(server.endpoint(), KEY.accessKey(), KEY.secretKey());
        store.prepare("input");
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Test
    void whatIsUploadedIsDownloadedAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        AtomicLong moved = new AtomicLong();

        store.put(file, new ObjectPlace("input", "é/a b.txt"), moved::addAndGet);
        store.get(new ObjectPlace("input", "é/a b.txt"), folder.resolve("back.txt"), bytes -> {});

        assertThat(folder.resolve("back.txt")).hasContent("hello");
        assertThat(moved).hasValue(5);
        assertThat(store.list(new ObjectPlace("input", "é/"))).hasSize(1);
    }

    @Test
    void aLargeFileGoesInParts() throws Exception {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 12_345);
            file.seek(64L << 20);
            file.writeBytes("the last part");
        }

        store.put(large, new ObjectPlace("input", "large"), bytes -> {});
        store.get(new ObjectPlace("input", "large"), folder.resolve("large.back"), bytes -> {});

        assertThat(Files.mismatch(large, folder.resolve("large.back"))).isEqualTo(-1);
    }

    @Test
    void aBucketThatIsThereAlreadyIsFine() {
        store.prepare("input");
        store.prepare("input");

        assertThat(store.list(new ObjectPlace("input", "nothing/"))).isEmpty();
    }

    @Test
    void anObjectThatIsNotThereIsSaidByItsName() {
        assertThatThrownBy(() -> store.get(new ObjectPlace("input", "none"), folder.resolve("none"), bytes -> {}))
                .isInstanceOf(ObjectProblem.class)
                .hasMessageContaining("s3://input/none");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void itListensWhereItIsToldToBesideLoopbackAndAsksForTheKeyThereToo() throws Exception {
        InetAddress second = InetAddress.getByName("127.0.0.2");
        int port = server.listenAt(second);
        URI there = URI.create("http://127.0.0.2:" + port);

        try (ObjectStore other = ObjectStore.embedded(there, KEY.accessKey(), KEY.secretKey());
                ObjectStore stranger = ObjectStore.embedded(there, KEY.accessKey(), "wrong")) {
            store.put(Files.writeString(folder.resolve("b.txt"), "b"), new ObjectPlace("input", "b"), bytes -> {});
            assertThat(other.size(new ObjectPlace("input", "b"))).isEqualTo(1);
            assertThatThrownBy(() -> stranger.list(new ObjectPlace("input", "")))
                    .isInstanceOf(ObjectProblem.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void aWrongKeyIsDenied() {
        try (ObjectStore stranger = ObjectStore.embedded(server.endpoint(), KEY.accessKey(), "wrong")) {
            assertThatThrownBy(() -> stranger.list(new ObjectPlace("input", "")))
                    .isInstanceOf(ObjectProblem.class)
                    .hasMessageContaining("denied");
        }
    }
}
