package dev.forge.starter.api;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.micronaut.http.HttpParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The query of a call, read strictly: a parameter that nobody knows is a mistake, not a filter that is not applied. */
final class QueryParameters {
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final HttpParameters parameters;

    QueryParameters(HttpParameters parameters, List<String> known) {
        this(parameters, known, List.of());
    }

    /** Of which some may be there several times. */
    QueryParameters(HttpParameters parameters, List<String> known, List<String> repeatable) {
        this.parameters = parameters;
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw refused("There is no query parameter " + name + " here: use " + String.join(", ", known) + ".");
            }
            if (!repeatable.contains(name) && parameters.getAll(name).size() > 1) {
                throw refused("The query parameter " + name + " is there twice: give it once.");
            }
        }
    }

    /** A parameter's text; empty where it is left out or left empty. */
    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }

    /** All texts of a parameter that may be there several times. */
    List<String> texts(String name) {
        return parameters.getAll(name).stream().filter(text -> !text.isEmpty()).toList();
    }

    /** The same, those too that are left empty. */
    List<String> written(String name) {
        return parameters.getAll(name);
    }

    OptionalInt number(String name, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw outside(name, text.get(), least, most);
        }
        throw outside(name, text.get(), least, most);
    }

    /** How many rows a page of the list is to have: {@code limit}, 50 if left out and 200 at most. */
    int limit() {
        return number("limit", 1, LARGEST_PAGE).orElse(USUAL_PAGE);
    }

    /** {@code cursor}: where a list goes on, as a page of it has said in {@code next}. */
    Optional<String> cursor(Predicate<String> form) {
        Optional<String> cursor = text("cursor");
        if (cursor.filter(form.negate()).isPresent()) {
            throw refused("This cursor is none: use \"next\" of an answer, or leave cursor out.");
        }
        return cursor;
    }

    /** A switch: {@code ?follow} and {@code ?follow=true} are on. */
    boolean on(String name) {
        if (!parameters.contains(name)) {
            return false;
        }
        return switch (text(name).orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("The query parameter " + name + " is true or false: write ?" + name + " alone.");
        };
    }

    /** {@code since}: a time with its offset, or how far back from now; from 1970 on, and not later than now. */
    Optional<Instant> since(Instant now) {
        return moment("since", now);
    }

    /** The same by another name. */
    Optional<Instant> moment(String name, Instant now) {
        return text(name)
                .map(text -> DurationText.parse(text).map(now::minus).orElseGet(() -> instant(name, text)))
                // Nothing is older than Forge, or still to come; and PostgreSQL's times do not reach so far.
                .map(since -> since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since.isAfter(now) ? now : since);
    }

    private static Instant instant(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused("The query parameter " + name + " is \"" + text
                    + "\": write a time with its offset, such as 2026-11-28T06:00:00Z, or how far back, such as 24h.");
        }
    }

    static Refusal refused(String detail) {
        return Refusal.of(ProblemCode.QUERY_PARAMETER_INVALID, detail);
    }

    /** The same with the parameter as what the pointer leads to. */
    static Refusal refused(String name, String message, String fix) {
        return Refusal.ofAll(ProblemCode.QUERY_PARAMETER_INVALID, List.of(Problem.of("/" + name, message, fix)));
    }

    private static Refusal outside(String name, String text, int least, int most) {
        return refused("The query parameter " + name + " is \"" + text + "\": give a number from " + least + " to "
                + most + ".");
    }
}
