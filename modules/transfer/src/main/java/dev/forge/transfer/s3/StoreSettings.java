package dev.forge.transfer.s3;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.TransferFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where S3 is, as far as the SDK's default chain leaves it open.
 *
 * @param endpoint another endpoint than AWS's own, which the SDK reads from the same variables itself
 * @param pathStyle whether the bucket goes into the path; empty to decide by the endpoint
 */
public record StoreSettings(Optional<URI> endpoint, Optional<Boolean> pathStyle) {
    private static final String PATH_STYLE = "FORGE_S3_PATH_STYLE";

    public static StoreSettings from(Map<String, String> environment) {
        Optional<URI> endpoint = value(environment, "AWS_ENDPOINT_URL_S3")
                .or(() -> value(environment, "AWS_ENDPOINT_URL"))
                .map(StoreSettings::endpoint);
        return new StoreSettings(endpoint, value(environment, PATH_STYLE).map(StoreSettings::truth));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            throw noEndpoint(text, noUri);
        }
        throw noEndpoint(text, new IllegalArgumentException("no scheme or host"));
    }

    private static TransferFailure noEndpoint(String text, IllegalArgumentException cause) {
        return new TransferFailure(
                Category.CONFIGURATION,
                "The S3 endpoint '" + text + "' is no URL.",
                "Set AWS_ENDPOINT_URL_S3 to http(s)://host:port, or leave it out for AWS.",
                cause);
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new TransferFailure(
                        Category.CONFIGURATION,
                        PATH_STYLE + " is '" + text + "'.",
                        "Set it to true or false, or leave it out.");
        };
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** AWS's own endpoints, such as an interface endpoint of a VPC, take the bucket in the host's name. */
    boolean foreign() {
        return endpoint.map(URI::getHost)
                .filter(host -> !host.endsWith(".amazonaws.com") && !host.endsWith(".amazonaws.com.cn"))
                .isPresent();
    }

    boolean usesPathStyle() {
        return pathStyle.orElseGet(this::foreign);
    }

    /** What messages call it. */
    String shown() {
        return endpoint.map(URI::toString).orElse("AWS");
    }
}
