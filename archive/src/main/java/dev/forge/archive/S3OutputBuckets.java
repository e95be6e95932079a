package dev.forge.archive;

import dev.forge.runtime.OutputBuckets;
import dev.forge.runtime.OutputRefused;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Buckets of the object store that keeps the logs. Of an object of unknown length only one part is in memory at a time;
 * the right to {@code s3:PutObject} is all that it takes.
 */
public final class S3OutputBuckets implements OutputBuckets, AutoCloseable {
    /** Of the 10,000 parts that S3 takes this makes objects of up to 80 GB; S3's least is 5 MiB. */
    static final int PART = 8 * 1024 * 1024;

    private static final String CONTENT_TYPE = "text/plain";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final LateClient client;

    private S3OutputBuckets(ObjectStoreAccess access) {
        this.client = new LateClient(access);
    }

    /** Buckets of an object store, which is asked for nothing until the first object is put. */
    public static S3OutputBuckets open(ObjectStoreAccess access) {
        return new S3OutputBuckets(access);
    }

    @Override
    public void put(String bucket, String key, InputStream bytes) throws IOException {
        try {
            S3Client s3 = client.get();
            byte[] first = bytes.readNBytes(PART);
            if (first.length < PART) {
                s3.putObject(
                        request -> request.bucket(bucket).key(key).contentType(CONTENT_TYPE),
                        RequestBody.fromBytes(first));
            } else {
                putParts(s3, bucket, key, first, bytes);
            }
        } catch (S3Exception e) {
            throw failed(bucket, e);
        } catch (SdkException e) {
            throw away(e);
        }
    }

    private static void putParts(S3Client s3, String bucket, String key, byte[] first, InputStream bytes)
            throws IOException {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).contentType(CONTENT_TYPE))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = first; part.length > 0; part = bytes.readNBytes(PART)) {
                parts.add(putPart(s3, bucket, key, upload, parts.size() + 1, part));
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(bucket).key(key).uploadId(upload).multipartUpload(whole -> whole.parts(parts)));
        } catch (IOException | RuntimeException e) {
            abort(s3, bucket, key, upload, e);
            throw e;
        }
    }

    private static CompletedPart putPart(
            S3Client s3, String bucket, String key, String upload, int number, byte[] part) {
        String tag = s3.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(part))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    // Parts that stay cost money; a rule of the bucket removes what a worker leaves behind that dies, or may not do
    // this.
    private static void abort(S3Client s3, String bucket, String key, String upload, Exception why) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            why.addSuppressed(e);
        }
    }

    private static RuntimeException failed(String bucket, S3Exception e) {
        int status = e.statusCode();
        boolean passes = status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        return passes
                ? away(e)
                : new OutputRefused(
                        "bucket " + bucket + " does not take it (" + e.getMessage()
                                + "): see that it is there, and that the worker has s3:PutObject on its keys",
                        e);
    }

    private static RuntimeUnavailable away(SdkException e) {
        return new RuntimeUnavailable("The object store does not serve (" + e.getMessage() + ").", e);
    }

    @Override
    public void close() {
        client.close();
    }
}
