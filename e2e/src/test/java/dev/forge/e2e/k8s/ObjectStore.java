package dev.forge.e2e.k8s;

import dev.forge.archive.ObjectLogSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 on loopback that keeps objects as files, and can be away for a while. */
final class ObjectStore implements AutoCloseable {
    static final String BUCKET = "forge";
    private static final String KEY = "forge-e2e";
    private static final String SECRET = "forge-e2e-secret";

    private final Path folder;
    private URI endpoint = URI.create("http://127.0.0.1:0");
    private S3Proxy server;

    private ObjectStore(Path folder) throws Exception {
        this.folder = folder;
        this.server = start();
        this.endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    }

    static ObjectStore open() throws Exception {
        Path folder = Files.createTempDirectory("forge-s3");
        Files.createDirectory(folder.resolve(BUCKET));
        return new ObjectStore(folder);
    }

    URI endpoint() {
        return endpoint;
    }

    ObjectLogSettings.Credentials key() {
        return new ObjectLogSettings.Credentials(KEY, SECRET);
    }

    /** The variables by which the AWS SDK signs. */
    Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET, "AWS_REGION", "us-east-1");
    }

    void stop() throws Exception {
        server.stop();
    }

    void startAgain() throws Exception {
        server = start();
    }

    private S3Proxy start() throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return proxy;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the object store does not stop", e);
        }
    }
}
