package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Side;
import dev.forge.transfer.report.TransferFailure;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** An S3 client for one side of a run, whose failures are sentences. */
public final class Store implements AutoCloseable {
    /** A work of the client; what it throws is told in the user's words. */
    @FunctionalInterface
    public interface Call<T> {
        T run(S3Client client);
    }

    /** Long enough for a busy endpoint far away; a wrong address should not hold a run for minutes. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** S3 may take this long to put a large upload's parts together without sending a byte. */
    private static final Duration READ = Duration.ofMinutes(2);

    private final S3Client client;
    private final StoreFaults faults;

    private Store(S3Client client, StoreFaults faults) {
        this.client = client;
        this.faults = faults;
    }

    public static Store open(StoreSettings settings, Side side) {
        StoreFaults faults = new StoreFaults(side, settings.shown());
        return new Store(told(faults, () -> build(settings)), faults);
    }

    private static S3Client build(StoreSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ))
                .region(region(settings))
                .forcePathStyle(settings.usesPathStyle());
        settings.endpoint().ifPresent(builder::endpointOverride);
        if (settings.foreign()) {
            // Many servers beside AWS know neither the trailing checksums nor their headers.
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        return builder.build();
    }

    /** Other servers seldom care for a region, and asking the metadata service of a cloud that is not there takes a second. */
    private static Region region(StoreSettings settings) {
        if (!settings.foreign()) {
            return new DefaultAwsRegionProviderChain().getRegion();
        }
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException none) {
            return Region.US_EAST_1;
        }
    }

    /** Runs a call about a place; its failure is a {@link TransferFailure} that names it. */
    public <T> T call(S3Location about, Call<T> call) {
        try {
            return call.run(client);
        } catch (AwsServiceException refused) {
            throw faults.refused(refused, about);
        } catch (SdkException broken) {
            throw faults.broken(broken);
        }
    }

    /**
     * Runs a call that sends content. A server may refuse it and hang up before it has read everything, and then its
     * answer is lost: so it is asked once more for the same right, without content.
     */
    <T> T send(S3Location to, Call<T> call) {
        try {
            return call.run(client);
        } catch (AwsServiceException refused) {
            throw faults.refused(refused, to);
        } catch (SdkException broken) {
            throw reasonOf(broken, to);
        }
    }

    private TransferFailure reasonOf(SdkException broken, S3Location to) {
        try {
            String id = client.createMultipartUpload(
                            request -> request.bucket(to.bucket()).key(to.key()))
                    .uploadId();
            client.abortMultipartUpload(
                    request -> request.bucket(to.bucket()).key(to.key()).uploadId(id));
        } catch (AwsServiceException refused) {
            return faults.refused(refused, to);
        } catch (SdkException alsoBroken) {
            broken.addSuppressed(alsoBroken);
        }
        return faults.broken(broken);
    }

    private static <T> T told(StoreFaults faults, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException broken) {
            throw faults.broken(broken);
        }
    }

    /** For calls whose failure the caller looks at. */
    S3Client client() {
        return client;
    }

    StoreFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        client.close();
    }
}
