package dev.forge.standalone.engine;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 on loopback that keeps buckets as folders and objects as files. */
final class EmbeddedS3 implements AutoCloseable {
    /** Any region will do, but signatures need one, and both sides the same. */
    static final String REGION = "us-east-1";

    private final S3Proxy server;
    private final URI endpoint;

    private EmbeddedS3(S3Proxy server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static EmbeddedS3 start(Path folder, S3Credentials credentials, int port) {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new EngineProblem("The embedded S3 does not start at " + endpoint + ": " + e.getMessage(), e);
        }
        return new EmbeddedS3(server, endpoint);
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new EngineProblem("The embedded S3 at " + endpoint + " does not stop: " + e.getMessage(), e);
        }
    }
}
