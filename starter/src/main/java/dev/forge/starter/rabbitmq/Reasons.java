package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;

/** What the client's exceptions say. */
final class Reasons {
    /** As the client says it; it has no type of its own for that. */
    private static final String TOO_LARGE = "Message body is too large";

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

    /** Whether the client broke the connection because of a message beyond its limit, of which only the size was read. */
    static boolean isTooLarge(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof IllegalStateException
                        && String.valueOf(cause.getMessage()).startsWith(TOO_LARGE));
    }

    /** Whether the broker is there, and has a certificate that is not to be believed. */
    static boolean isDistrust(Throwable thrown) {
        return causes(thrown).anyMatch(CertificateException.class::isInstance)
                || causes(thrown).anyMatch(CertPathBuilderException.class::isInstance);
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
