package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://minio.storage:9000, minio.storage, 9000",
        "http://minio.storage, minio.storage, 80",
        "https://s3.example/base, s3.example, 443"
    })
    void theHostAndThePortAreTheEndpoints(String endpoint, String host, String port) {
        assertThat(StoreAddress.with(Map.of("AWS_ENDPOINT_URL_S3", endpoint)))
                .containsEntry("AWS_ENDPOINT_URL_S3", endpoint)
                .containsEntry("MINIO_SERVICE_HOST", host)
                .containsEntry("MINIO_SERVICE_PORT", port);
    }

    @Test
    void theEndpointOfS3GoesBeforeThatOfAllServicesAndWhatIsSaidHolds() {
        assertThat(StoreAddress.with(Map.of(
                        "AWS_ENDPOINT_URL",
                        "http://all:1",
                        "AWS_ENDPOINT_URL_S3",
                        "http://s3:2",
                        "MINIO_SERVICE_HOST",
                        "own")))
                .containsEntry("MINIO_SERVICE_HOST", "own")
                .containsEntry("MINIO_SERVICE_PORT", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:9000", "", "http://", "http://a b"})
    void whereThereIsNoEndpointThereIsNoAddress(String endpoint) {
        assertThat(StoreAddress.with(Map.of("AWS_ENDPOINT_URL_S3", endpoint)))
                .doesNotContainKeys("MINIO_SERVICE_HOST", "MINIO_SERVICE_PORT");
        assertThat(StoreAddress.with(Map.of())).isEmpty();
    }
}
