package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.runtime.SeenObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Listings of S3Proxy, which is what a laptop has. */
class S3BucketListingIT extends BucketListingContract {
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

    @Override
    ObjectStoreAccess access() {
        return server.settings().access();
    }

    @Override
    S3Client client() {
        return server.client();
    }

    /** Of a server that encodes keys, as S3 does. */
    @Test
    void aKeyThatReallyHoldsTheReplacementCharacterIsTold() {
        put("replacement/\uFFFD.csv", "x");

        assertThat(all("replacement/")).extracting(SeenObject::key).containsExactly("replacement/\uFFFD.csv");
    }
}
