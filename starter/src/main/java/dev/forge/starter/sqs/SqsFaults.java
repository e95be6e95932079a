package dev.forge.starter.sqs;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Tells what SQS will never do from what it does not do now. */
final class SqsFaults {
    /** The same with and without the end of the word: servers that are not Amazon's have either. */
    private static final Set<String> NEVER = Set.of(
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "InvalidAddress",
            "InvalidMessageContents",
            "InvalidAttributeValue",
            "InvalidParameterValue",
            "InvalidParameterCombination",
            "InvalidParameter",
            "MissingParameter",
            "MissingRequiredParameter",
            "ReceiptHandleIsInvalid",
            "MessageNotInflight",
            "AWS.SimpleQueueService.UnsupportedOperation",
            "UnsupportedOperation");

    private static final String SUFFIX = "Exception";

    private SqsFaults() {}

    /**
     * What a call that failed is for its caller: {@link SqsRefused} or {@link SqsUnavailable}.
     *
     * @param call what was to be done, as in "send to URL"
     */
    static RuntimeException of(String call, SdkException failed) {
        String message = "SQS does not " + call + ": " + said(failed);
        return isFinal(failed) ? new SqsRefused(message, failed) : new SqsUnavailable(message, failed);
    }

    private static boolean isFinal(SdkException failed) {
        return failed instanceof QueueDoesNotExistException
                || (failed instanceof AwsServiceException answered && NEVER.contains(word(answered)));
    }

    private static String word(AwsServiceException answered) {
        String code = answered.awsErrorDetails() == null
                ? ""
                : String.valueOf(answered.awsErrorDetails().errorCode());
        return code.endsWith(SUFFIX) ? code.substring(0, code.length() - SUFFIX.length()) : code;
    }

    private static String said(SdkException failed) {
        if (failed instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
            return word(answered) + " (" + answered.awsErrorDetails().errorMessage() + ")";
        }
        return String.valueOf(failed.getMessage())
                .lines()
                .findFirst()
                .orElse(failed.getClass().getSimpleName());
    }
}
