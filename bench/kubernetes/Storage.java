import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An object store for the logs, on loopback, in the bench's own process: what it costs is not the worker's. */
final class Storage implements AutoCloseable {
    static final String BUCKET = "logs";
    static final String KEY = "bench";
    static final String SECRET = "only-for-the-bench";

    private final S3Proxy server;
    private final URI endpoint;

    private Storage(S3Proxy server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static Storage start(Path folder) throws Exception {
        Files.createDirectories(folder.resolve(BUCKET));
        URI endpoint = URI.create("http://127.0.0.1:" + TemporalServer.freePort());
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        return new Storage(server, endpoint);
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
