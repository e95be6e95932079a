package dev.forge.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server on loopback that keeps its objects in a folder, and a client to look into it. */
public final class S3Server implements AutoCloseable {
    public static final String USER = "tester";
    public static final String SECRET = "only-for-tests";

    private final S3Proxy server;
    private final S3Client client;

    private S3Server(S3Proxy server, String user, String secret) {
        this.server = server;
        this.client = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(user, secret)))
                .build();
    }

    public static S3Server start(Path folder) throws Exception {
        return start(new FilesystemNio2BlobStore(folder.toString()));
    }

    /** With a store that can be made to fail. */
    public static S3Server start(BlobStore store) throws Exception {
        return start(store, USER, SECRET);
    }

    /** One that takes no other signature than this key's. */
    public static S3Server start(Path folder, String user, String secret) throws Exception {
        return start(new FilesystemNio2BlobStore(folder.toString()), user, secret);
    }

    private static S3Server start(BlobStore store, String user, String secret) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, user, secret)
                .blobStore(store)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        return new S3Server(server, user, secret);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public S3Client client() {
        return client;
    }

    /** What the program's environment must say to reach it; credentials come as system properties or variables. */
    public Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_S3", endpoint().toString());
    }

    public void makeBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    public void put(String bucket, String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    public byte[] get(String bucket, String key) throws IOException {
        try (var object = client.getObject(request -> request.bucket(bucket).key(key))) {
            return object.readAllBytes();
        }
    }

    public List<String> keys(String bucket) {
        return client.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public int openUploads(String bucket) {
        return client.listMultipartUploads(request -> request.bucket(bucket))
                .uploads()
                .size();
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
