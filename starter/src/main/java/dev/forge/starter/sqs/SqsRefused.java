package dev.forge.starter.sqs;

/** SQS answers that it will never do this: the queue is not there, or the message is none that it takes. */
final class SqsRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence.
     *
     * @param message what SQS says of it, without a final full stop
     */
    SqsRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, where SQS's answer is itself the reason. */
    SqsRefused(String message) {
        super(message);
    }
}
