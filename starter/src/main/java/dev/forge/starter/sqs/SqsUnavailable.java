package dev.forge.starter.sqs;

/** SQS does not answer, or lets the starter not in; the same call may go through later. */
final class SqsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence.
     *
     * @param message what SQS did instead, without a final full stop
     */
    SqsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
