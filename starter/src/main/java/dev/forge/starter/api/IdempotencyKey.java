package dev.forge.starter.api;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.micronaut.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code Idempotency-Key} of a submission. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

    private IdempotencyKey() {}

    static Optional<String> of(HttpHeaders headers) {
        List<String> sent = headers.getAll(HEADER);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1 || !FORM.matcher(sent.getFirst()).matches()) {
            throw Refusal.of(
                    ProblemCode.IDEMPOTENCY_KEY_INVALID,
                    "The Idempotency-Key is not one word: send a single header of 1 to 255 printable ASCII characters,"
                            + " a UUID for example.");
        }
        return Optional.of(sent.getFirst());
    }
}
