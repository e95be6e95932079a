package dev.forge.starter.sqs;

import dev.forge.starter.SqsSettings;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Makes the client of SQS; its credentials are those of the AWS SDK's default chain. */
final class SqsClients {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Longer than SQS lets a receiver wait. */
    private static final Duration READ = Queues.LONGEST_WAIT.plusSeconds(10);

    private SqsClients() {}

    /**
     * The client.
     *
     * @throws IllegalArgumentException where nobody says in which region the queues are
     */
    static SqsClient client(SqsSettings settings) {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ));
        settings.knownRegion().map(Region::of).ifPresent(builder::region);
        settings.endpoint().ifPresent(endpoint -> {
            builder.endpointOverride(endpoint);
            if (settings.knownRegion().isEmpty()) {
                // A server that is not Amazon's seldom cares.
                builder.region(Region.US_EAST_1);
            }
        });
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "The region of SQS is not known (" + e.getMessage() + "): set forge.sqs.region, or"
                            + " forge.sqs.endpoint for a server that is not Amazon's.",
                    e);
        }
    }
}
