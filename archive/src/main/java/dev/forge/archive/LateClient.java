package dev.forge.archive;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The client of an object store, made when it is first asked for: it costs a start some time, and where no region is set
 * the SDK makes none, which is no reason for a program not to start.
 */
final class LateClient implements AutoCloseable {
    private final Supplier<S3Client> made;
    private Optional<S3Client> client = Optional.empty();

    LateClient(ObjectStoreAccess access) {
        this(() -> S3Clients.client(access));
    }

    LateClient(Supplier<S3Client> made) {
        this.made = made;
    }

    synchronized S3Client get() {
        S3Client open = client.orElseGet(made);
        client = Optional.of(open);
        return open;
    }

    @Override
    public synchronized void close() {
        client.ifPresent(S3Client::close);
        client = Optional.empty();
    }
}
