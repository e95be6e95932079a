package dev.forge.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The same of another server, versitygw; left out where it can neither be found nor built. */
class VersityGatewayIT extends BucketListingContract {
    @TempDir
    static Path folder;

    private static VersityGateway server;
    private static S3Client client;

    @BeforeAll
    static void startTheServer() throws Exception {
        Optional<Path> program = VersityGateway.program();
        assumeTrue(
                program.isPresent(),
                "Left out: versitygw is neither in FORGE_TEST_VERSITYGW nor on the PATH, and there is no Go to build it.");
        server = VersityGateway.start(program.get(), folder);
        client = S3Clients.client(server.access());
    }

    @AfterAll
    static void stopTheServer() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @Override
    ObjectStoreAccess access() {
        return server.access();
    }

    @Override
    S3Client client() {
        return client;
    }
}
