package dev.forge.standalone.objects;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object store, spoken to by the S3 protocol. Files are streamed: none is ever in memory as a whole. */
public final class ObjectStore implements AutoCloseable {
    private final S3Client s3;
    private final boolean makesBuckets;

    private ObjectStore(S3Client s3, boolean makesBuckets) {
        this.s3 = s3;
        this.makesBuckets = makesBuckets;
    }

    /** The store of an engine of this machine; buckets are made as they are written to. */
    public static ObjectStore embedded(URI endpoint, String accessKey, String secretKey) {
        S3ClientBuilder client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
        return new ObjectStore(
                client.httpClientBuilder(UrlConnectionHttpClient.builder()).build(), true);
    }

    /** Wherever the AWS configuration of the caller leads. */
    public static ObjectStore ofCaller() {
        try {
            return new ObjectStore(
                    S3Client.builder()
                            .httpClientBuilder(UrlConnectionHttpClient.builder())
                            .build(),
                    false);
        } catch (SdkClientException e) {
            throw new ObjectProblem(
                    "The AWS configuration is not complete: " + e.getMessage()
                            + " Set AWS_REGION and credentials, as for the aws command.",
                    e);
        }
    }

    /** Makes the bucket where that is this store's way. */
    public void prepare(String bucket) {
        if (!makesBuckets) {
            return;
        }
        try {
            s3.createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyOwnedByYouException e) {
            // As wanted.
            return;
        } catch (SdkException e) {
            throw problem(new ObjectPlace(bucket, ""), e);
        }
    }

    /** Puts a file; it appears whole or not at all. */
    public void put(Path file, ObjectPlace place, TransferProgress progress) {
        asked(place, () -> new Upload(s3, file, place, progress).run());
    }

    /** Gets an object into a file, which appears whole or not at all. */
    public void get(ObjectPlace place, Path file, TransferProgress progress) {
        asked(place, () -> {
            try (InputStream object =
                    s3.getObject(request -> request.bucket(place.bucket()).key(place.key()))) {
                WholeFile.write(file, progress.watching(object));
                return file;
            } catch (IOException e) {
                throw new ObjectProblem(
                        file + " cannot be written: " + e.getMessage() + ". Mend that and try again.", e);
            }
        });
    }

    /** The size of an object in bytes. */
    public long size(ObjectPlace place) {
        return asked(
                place,
                () -> s3.headObject(request -> request.bucket(place.bucket()).key(place.key()))
                        .contentLength());
    }

    /** All objects under a prefix. */
    public List<S3Object> list(ObjectPlace prefix) {
        return asked(
                prefix,
                () -> s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
                        .contents()
                        .stream()
                        .toList());
    }

    private static <T> T asked(ObjectPlace place, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw problem(place, e);
        }
    }

    private static ObjectProblem problem(ObjectPlace place, SdkException thrown) {
        return switch (thrown) {
            case NoSuchBucketException e ->
                new ObjectProblem("There is no bucket " + place.bucket() + ". Check its name.", e);
            case NoSuchKeyException e ->
                new ObjectProblem("There is no object " + place + ". Check its name; a folder's ends in a slash.", e);
            case S3Exception e
            when e.statusCode() == 404 ->
                new ObjectProblem("There is no " + place + ". Check its name; a folder's ends in a slash.", e);
            case S3Exception e
            when e.statusCode() == 403 ->
                new ObjectProblem("Access to " + place + " is denied. Check the credentials and what they may do.", e);
            default ->
                new ObjectProblem(
                        place + " cannot be reached: " + thrown.getMessage() + ". Check that the store is up.", thrown);
        };
    }

    @Override
    public void close() {
        s3.close();
    }
}
