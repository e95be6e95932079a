package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.LogStoreContract;
import dev.forge.runtime.RuntimeUnavailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectLogStoreIT extends LogStoreContract {
    private static final AttemptId ATTEMPT = new AttemptId("run", "execution", "step", 1);

    @TempDir
    static Path folder;

    private static S3Server server;
    private final List<ObjectLogStore> opened = new ArrayList<>();

    @BeforeAll
    static void startTheServer() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @AfterEach
    void closeTheStores() {
        opened.forEach(ObjectLogStore::close);
    }

    @Override
    protected LogStore store() {
        ObjectLogStore store = ObjectLogStore.open(server.settings());
        opened.add(store);
        return store;
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        ObjectLogSettings there = server.settings();
        ObjectLogSettings settings = new ObjectLogSettings(
                there.endpoint(), there.region(), "no-such-bucket", there.prefix(), there.credentials());
        try (ObjectLogStore store = ObjectLogStore.open(settings)) {
            LogSegment end = new LogSegment(LogExtent.first(0), LogSegment.Kind.END, "holder", "");

            assertThatThrownBy(() -> store.append(ATTEMPT, end, new byte[0]))
                    .isInstanceOf(RuntimeUnavailable.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageEndingWith("see to the bucket, its address and the credentials.");
        }
    }

    @Test
    void keysAreUnderThePrefixAndTellTheAttempt() {
        LogSegment end = new LogSegment(LogExtent.first(0), LogSegment.Kind.END, "holder", "");
        assertThat(store().append(ATTEMPT, end, new byte[0])).isTrue();

        assertThat(server.client()
                        .listObjectsV2(request -> request.bucket(S3Server.BUCKET))
                        .contents())
                .extracting(S3Object::key)
                .allMatch(key -> key.startsWith("forge/logs/"))
                .anyMatch(key -> key.contains("/" + ATTEMPT.name() + "/"));
    }

    @Test
    void whatAStoreListsWhileItWritesIsNoSegment() {
        LogStore store = store();
        AttemptId attempt = new AttemptId("halfway", "execution", "step", 1);
        LogSegment end = new LogSegment(LogExtent.first(0), LogSegment.Kind.END, "holder", "");
        String beside = new SegmentKeys(server.settings().prefix()).segment(attempt, LogExtent.first(7)) + "-";
        for (int part = 0; part < 5; part++) {
            String key = beside + part;
            server.client()
                    .putObject(request -> request.bucket(S3Server.BUCKET).key(key), RequestBody.fromString("half"));
        }

        assertThat(store.last(attempt)).isEmpty();
        assertThat(store.append(attempt, end, new byte[0])).isTrue();
        assertThat(store.last(attempt)).contains(end);
    }
}
