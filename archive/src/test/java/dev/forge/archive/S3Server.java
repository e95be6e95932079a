package dev.forge.archive;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server on loopback that keeps its objects in a folder. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "logs";
    private static final ObjectLogSettings.Credentials CREDENTIALS =
            new ObjectLogSettings.Credentials("tester", "only-for-tests");

    private final S3Proxy server;
    private final ObjectLogSettings.Credentials credentials;
    private final S3Client client;

    private S3Server(S3Proxy server, ObjectLogSettings.Credentials credentials) {
        this.server = server;
        this.credentials = credentials;
        this.client = S3Clients.client(settings().access());
    }

    static S3Server start(Path folder) throws Exception {
        return start(folder, CREDENTIALS);
    }

    /** One that takes no other signature than that of these credentials. */
    static S3Server start(Path folder, ObjectLogSettings.Credentials credentials) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        S3Server started = new S3Server(server, credentials);
        started.client().createBucket(request -> request.bucket(BUCKET));
        return started;
    }

    ObjectLogSettings settings() {
        return new ObjectLogSettings(
                Optional.of(URI.create("http://127.0.0.1:" + server.getPort())),
                Optional.empty(),
                BUCKET,
                "forge/",
                Optional.of(credentials));
    }

    S3Client client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception stuck) {
            throw new IllegalStateException("the server did not stop", stuck);
        }
    }
}
