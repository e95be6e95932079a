package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import java.util.stream.Stream;

/** What the client's exceptions say. */
final class Reasons {
    private Reasons() {}

    /** For people: what the broker itself said where it said something, else what went wrong on the way. */
    static String of(Throwable thrown) {
        return signal(thrown).flatMap(Reasons::said).orElseGet(() -> innermost(thrown));
    }

    /** The code by which the broker closed a channel; 0 where it was something else. */
    static int code(Throwable thrown) {
        return signal(thrown)
                .map(ShutdownSignalException::getReason)
                .map(reason -> reason instanceof AMQP.Channel.Close close ? close.getReplyCode() : 0)
                .orElse(0);
    }

    private static Optional<ShutdownSignalException> signal(Throwable thrown) {
        return causes(thrown)
                .filter(ShutdownSignalException.class::isInstance)
                .map(ShutdownSignalException.class::cast)
                .findFirst();
    }

    private static Optional<String> said(ShutdownSignalException signal) {
        return switch (signal.getReason()) {
            case AMQP.Connection.Close close -> Optional.of(close.getReplyText());
            case AMQP.Channel.Close close -> Optional.of(close.getReplyText());
            case null, default -> Optional.empty();
        };
    }

    private static String innermost(Throwable thrown) {
        Throwable last = causes(thrown).reduce((_, next) -> next).orElse(thrown);
        String message = last.getMessage();
        return message == null || message.isBlank() ? last.getClass().getSimpleName() : message;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
