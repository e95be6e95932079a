package dev.forge.e2e.k8s;

import dev.forge.archive.ObjectLogSettings.Credentials;
import dev.forge.k8s.install.HostSeenByPods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 that keeps objects as files, and can be away for a while: on loopback, or where pods reach it. */
final class ObjectStore implements AutoCloseable {
    static final String BUCKET = "forge";

    private final Path folder;
    private final Credentials key;
    private final HostSeenByPods host;
    private final S3Client client;
    private URI listening;
    private S3Proxy server;

    private ObjectStore(Credentials key, HostSeenByPods host) throws Exception {
        this.folder = Files.createTempDirectory("forge-s3");
        this.key = key;
        this.host = host;
        this.listening =
                uri(host.address().orElseGet(InetAddress::getLoopbackAddress).getHostAddress(), 0);
        this.server = start();
        this.listening = uri(listening.getHost(), server.getPort());
        this.client = client();
        bucket(BUCKET);
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(listening)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKey(), key.secretKey())))
                .build();
    }

    static ObjectStore open() throws Exception {
        return new ObjectStore(
                new Credentials("forge-e2e", "forge-e2e-secret"), new HostSeenByPods("127.0.0.1", Optional.empty()));
    }

    /** One that pods reach, and whose key is nowhere else. */
    static ObjectStore forPods() throws Exception {
        return new ObjectStore(
                new Credentials("forge-e2e-pods", UUID.randomUUID().toString()),
                Cluster.shared().host());
    }

    void bucket(String name) {
        client.createBucket(request -> request.bucket(name));
    }

    /** As clients put it there: a file that is only laid into the folder has no ETag that stays. */
    void put(String bucket, String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    String text(String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }

    List<String> keys(String bucket) {
        return client.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Where this machine reaches it. */
    URI endpoint() {
        return listening;
    }

    URI endpointForPods() {
        return uri(host.host(), listening.getPort());
    }

    Credentials key() {
        return key;
    }

    /** The variables by which the AWS SDK signs. */
    Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                key.accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                key.secretKey(),
                "AWS_REGION",
                "us-east-1");
    }

    boolean has(String key) {
        return Files.exists(folder.resolve(BUCKET).resolve(key));
    }

    byte[] get(String key) throws IOException {
        return Files.readAllBytes(folder.resolve(BUCKET).resolve(key));
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
                .endpoint(listening)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, key.accessKey(), key.secretKey())
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return proxy;
    }

    private static URI uri(String host, int port) {
        return URI.create("http://" + host + ":" + port);
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the object store does not stop", e);
        }
    }
}
