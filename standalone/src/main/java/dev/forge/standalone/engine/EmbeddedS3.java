package dev.forge.standalone.engine;

import dev.forge.archive.DocumentSettings;
import dev.forge.archive.ObjectDocuments;
import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.ObjectLogStore;
import dev.forge.archive.ObjectStoreAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 that keeps buckets as folders and objects as files: on loopback, and where it is told to listen beside. */
final class EmbeddedS3 implements AutoCloseable {
    /** Any region will do, but signatures need one, and both sides the same. */
    static final String REGION = "us-east-1";

    private static final String LOGS = "forge-logs";

    private static final String RECIPES = "forge-recipes";

    private final FilesystemNio2BlobStore store;
    private final S3Credentials credentials;
    private final URI endpoint;
    private final List<S3Proxy> servers = new ArrayList<>();

    private EmbeddedS3(FilesystemNio2BlobStore store, S3Credentials credentials, URI endpoint) {
        this.store = store;
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    static EmbeddedS3 start(Path folder, S3Credentials credentials, int port) throws IOException {
        // A bucket is a folder.
        Files.createDirectories(folder.resolve(LOGS));
        Files.createDirectories(folder.resolve(RECIPES));
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        EmbeddedS3 s3 = new EmbeddedS3(new FilesystemNio2BlobStore(folder.toString()), credentials, endpoint);
        s3.listen(endpoint);
        return s3;
    }

    /** Listens at another address of this machine too, at the same port, which it returns. */
    int listenAt(InetAddress address) {
        String host = address.getHostAddress();
        listen(URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.getPort()));
        return endpoint.getPort();
    }

    private synchronized void listen(URI at) {
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(at)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
            servers.add(server);
        } catch (Exception e) {
            throw new EngineProblem("The embedded S3 does not start at " + at + ": " + e.getMessage(), e);
        }
    }

    /** The logs of steps that run elsewhere. */
    ObjectLogStore logs(S3Credentials key) {
        ObjectStoreAccess access = access(key);
        return ObjectLogStore.open(
                new ObjectLogSettings(access.endpoint(), access.region(), LOGS, "", access.credentials()));
    }

    /** The originals of recipes, where modules find them as well: {@code s3://forge-recipes/newest/NAME.json}. */
    ObjectDocuments recipes(S3Credentials key) {
        return ObjectDocuments.open(new DocumentSettings(access(key), RECIPES, ""));
    }

    ObjectStoreAccess access(S3Credentials key) {
        return new ObjectStoreAccess(
                Optional.of(endpoint),
                Optional.of(REGION),
                Optional.of(new ObjectLogSettings.Credentials(key.accessKey(), key.secretKey())));
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public synchronized void close() {
        try {
            for (S3Proxy server : servers) {
                server.stop();
            }
        } catch (Exception e) {
            throw new EngineProblem("The embedded S3 at " + endpoint + " does not stop: " + e.getMessage(), e);
        }
    }
}
