package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Side;
import dev.forge.transfer.report.TransferFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells what an answer of S3, or none, means to the person who runs Forge. */
final class StoreFaults {
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");

    /** Of what the SDK's chain tells of all its providers, the words of a pod's identity that is there and gave nothing. */
    private static final Pattern IDENTITY =
            Pattern.compile("(?:WebIdentityTokenFile|Container)CredentialsProvider\\(\\): "
                    + "(?!Either the environment variable|Cannot fetch credentials from container - neither)"
                    + "(.+?)\\.?(?: \\(Service: [^,]+, [^)]+\\).*?)?, (?:Instance)?ProfileCredentialsProvider\\(");

    private final Side side;
    private final String endpoint;

    StoreFaults(Side side, String endpoint) {
        this.side = side;
        this.endpoint = endpoint;
    }

    TransferFailure refused(AwsServiceException answer, S3Location about) {
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
        return switch (code) {
            case "NoSuchBucket" -> noBucket(about, answer);
            case "NoSuchKey" -> noObject(about, answer);
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken" ->
                badCredentials(code, answer);
            case "RequestTimeTooSkewed" ->
                fail(
                        Category.CONFIGURATION,
                        "This machine's clock differs too much from that of " + endpoint + ".",
                        "Set the clock (NTP).",
                        answer);
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> wrongRegion(about, answer);
            case "InvalidObjectState" ->
                fail(
                        Category.SOURCE_INVALID,
                        about.uri() + " lies in an archive class (Glacier) and cannot be read at once.",
                        "Restore it first: aws s3api restore-object.",
                        answer);
            default -> byStatus(code, answer, about);
        };
    }

    private TransferFailure byStatus(String code, AwsServiceException answer, S3Location about) {
        return switch (answer.statusCode()) {
            case 301, 307 -> wrongRegion(about, answer);
            case 401, 403 -> denied(about, answer);
            case 404 -> noObject(about, answer);
            case 412 ->
                fail(
                        Category.SOURCE_INVALID,
                        about.uri() + " was replaced while it was read.",
                        "Start again when nobody writes to it.",
                        answer);
            default ->
                fail(
                        Category.INTERNAL,
                        endpoint + " answered " + answer.statusCode() + " " + code + " for " + about.uri() + ": "
                                + text(answer) + ".",
                        answer.statusCode() >= 500 ? "Try again later." : "Look the code up in the server's manual.",
                        answer);
        };
    }

    private TransferFailure noBucket(S3Location about, AwsServiceException answer) {
        return fail(
                side.missing(),
                "There is no bucket '" + about.bucket() + "' at " + endpoint + ".",
                "Correct the bucket's name, or create the bucket.",
                answer);
    }

    TransferFailure noObject(S3Location about, Throwable answer) {
        return fail(
                side.missing(),
                "There is no object " + about.uri() + ".",
                "Correct the key, or upload the object.",
                answer);
    }

    /** What a server sent that does not heed {@code If-Match}. */
    TransferFailure otherVersion(S3Location about, Version wanted, Version sent) {
        return sent.etag().isPresent()
                ? replaced(about, wanted, sent.shown(), Optional.empty())
                : new TransferFailure(
                        side.missing(),
                        "Whether " + about.uri() + " is the version " + name(wanted) + ", " + endpoint
                                + " does not tell: its answer has no ETag.",
                        "Leave the ETag out of the source, if any version will do.");
    }

    /** The version that was asked for is gone. */
    TransferFailure replaced(S3Location about, Version wanted, Optional<String> by, Optional<Throwable> answer) {
        String other = by.map(etag -> ": it was replaced by " + etag + " since").orElse("");
        TransferFailure failure = new TransferFailure(
                side.missing(),
                about.uri() + " is not the version " + name(wanted) + " any more" + other + ".",
                "Look at the run that a watch starts for the newer version, or give the source the ETag of what is"
                        + " there, or none.");
        answer.ifPresent(failure::initCause);
        return failure;
    }

    private static String name(Version version) {
        return version.shown().orElse("");
    }

    private TransferFailure badCredentials(String code, AwsServiceException answer) {
        return fail(
                side.denied(),
                endpoint + " does not accept these credentials (" + code + ").",
                "Renew AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the pod's role.",
                answer);
    }

    private TransferFailure denied(S3Location about, AwsServiceException answer) {
        String more = side == Side.SOURCE
                ? " (S3 also says so for an object that is missing, to those who may not list the bucket)"
                : "";
        String rights = side == Side.SOURCE
                ? "s3:GetObject on it and s3:ListBucket on its bucket"
                : "s3:PutObject and s3:AbortMultipartUpload on it, for a prefix s3:DeleteObject too";
        return fail(
                side.denied(), "Access to " + about.uri() + " is denied" + more + ".", "Allow " + rights + ".", answer);
    }

    private TransferFailure wrongRegion(S3Location about, AwsServiceException answer) {
        Optional<String> header = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
        Matcher expected = EXPECTED_REGION.matcher(text(answer));
        Optional<String> region = header.or(() -> expected.find() ? Optional.of(expected.group(1)) : Optional.empty());
        return fail(
                Category.CONFIGURATION,
                "Bucket '" + about.bucket() + "' is in "
                        + region.map(name -> "region " + name).orElse("another region")
                        + ", not where it was asked for.",
                "Set AWS_REGION" + region.map(name -> "=" + name).orElse(" to the bucket's region") + ".",
                answer);
    }

    /** No answer at all: no credentials, no region, no connection. */
    TransferFailure broken(SdkException broken) {
        String text = String.valueOf(broken.getMessage());
        if (text.contains("Unable to load credentials")) {
            return noCredentials(text, broken);
        }
        if (text.contains("Unable to load region")) {
            return fail(Category.CONFIGURATION, "No region for S3 was found.", "Set AWS_REGION.", broken);
        }
        return unreachable(broken)
                .orElseGet(() -> fail(
                        Category.INTERNAL,
                        "The exchange with " + endpoint + " broke: " + text + ".",
                        "Try again.",
                        broken));
    }

    private static TransferFailure noCredentials(String text, SdkException broken) {
        Matcher identity = IDENTITY.matcher(text);
        if (identity.find()) {
            return fail(
                    Category.CONFIGURATION,
                    "The pod's identity gives no credentials for S3: " + identity.group(1) + ".",
                    "Let the role trust the pod's service account (IRSA), or associate the two (EKS Pod Identity).",
                    broken);
        }
        return fail(
                Category.CONFIGURATION,
                "No credentials for S3 were found.",
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the pod a role (IRSA, Pod Identity).",
                broken);
    }

    private Optional<TransferFailure> unreachable(SdkException broken) {
        return Stream.<Throwable>iterate(broken, cause -> cause != null, Throwable::getCause)
                .filter(StoreFaults::isUnreachable)
                .findFirst()
                .map(cause -> fail(
                        Category.CONFIGURATION,
                        "S3 at " + endpoint + " cannot be reached: " + reason(cause) + ".",
                        "Check AWS_ENDPOINT_URL_S3 and the network between this machine and it.",
                        broken));
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException
                || (cause instanceof SocketTimeoutException
                        && String.valueOf(cause.getMessage()).contains("onnect"));
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof UnknownHostException ? "unknown host " + message : message;
    }

    /** The connection went away in the middle of an object, more often than is worth trying. */
    TransferFailure brokeOff(S3Location about, long got, long wanted, IOException cause) {
        return fail(
                Category.INTERNAL,
                about.uri() + " broke off at " + got + " of " + wanted + " bytes, again and again.",
                "Check the network and the server, and try again.",
                cause);
    }

    private static String text(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("without a message");
    }

    private static TransferFailure fail(Category category, String sentence, String fix, Throwable cause) {
        return new TransferFailure(category, sentence, fix, cause);
    }
}
