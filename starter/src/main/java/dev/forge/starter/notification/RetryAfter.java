package dev.forge.starter.notification;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When a receiver wants to be asked again: RFC 9110's Retry-After, seconds or a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** Empty where the header says nothing, or nothing that can be read. */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return positive(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return positive(Duration.between(now, at));
        } catch (DateTimeException e) {
            // Then it is asked again when it would have been anyway.
            return Optional.empty();
        }
    }

    private static Optional<Duration> positive(Duration pause) {
        return Optional.of(pause).filter(Duration::isPositive);
    }
}
