package dev.forge.archive;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of an object store. */
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** For a few megabytes; a store that takes longer is away, and is asked again. */
    private static final Duration READ = Duration.ofSeconds(30);

    private S3Clients() {}

    static S3Client client(ObjectStoreAccess access) {
        return builder(access).build();
    }

    /** One whose calls end within a time, with all of their tries, and whose listings give keys as they were sent. */
    static S3Client listing(ObjectStoreAccess access, Duration limit) {
        return builder(access)
                .overrideConfiguration(configuration ->
                        configuration.apiCallTimeout(limit).addExecutionInterceptor(new ListedKey.Encoded()))
                .build();
    }

    private static S3ClientBuilder builder(ObjectStoreAccess access) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ));
        access.credentials()
                .map(given -> AwsBasicCredentials.create(given.accessKey(), given.secretKey()))
                .ifPresent(given -> builder.credentialsProvider(StaticCredentialsProvider.create(given)));
        access.region().map(Region::of).ifPresent(builder::region);
        access.endpoint().ifPresent(endpoint -> {
            // Few servers beside AWS have a name for each bucket, and many know no trailing checksums.
            builder.endpointOverride(endpoint)
                    .forcePathStyle(true)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
            if (access.region().isEmpty()) {
                builder.region(Region.US_EAST_1);
            }
        });
        return builder;
    }
}
