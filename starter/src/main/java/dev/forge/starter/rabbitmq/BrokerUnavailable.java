package dev.forge.starter.rabbitmq;

/** RabbitMQ does not answer, or did not take what it was sent; the same may go through later. */
final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence.
     *
     * @param message what the broker did, without a final full stop
     */
    BrokerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    BrokerUnavailable(String message) {
        super(message);
    }
}
