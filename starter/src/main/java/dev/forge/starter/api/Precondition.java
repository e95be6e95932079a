package dev.forge.starter.api;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.micronaut.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code If-Match} and {@code If-None-Match}, as RFC 9110 has them. */
final class Precondition {
    private static final String ANY = "*";
    private static final String WEAK = "W/";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"");
    private static final Pattern TAGS = Pattern.compile(TAG + "(?:\\s*,\\s*" + TAG + ")*");

    private Precondition() {}

    /** What the newest version has to be for a call to change anything. */
    static Predicate<Optional<Integer>> of(HttpHeaders headers) {
        Predicate<Optional<Integer>> match = sent(headers, HttpHeaders.IF_MATCH)
                .map(header -> matched(header, EntityTag::read))
                .orElse(newest -> true);
        Predicate<Optional<Integer>> none = sent(headers, HttpHeaders.IF_NONE_MATCH)
                .map(header ->
                        matched(header, tag -> EntityTag.read(strong(tag))).negate())
                .orElse(newest -> true);
        return match.and(none);
    }

    /** Whether the caller has this already. */
    static boolean unchanged(HttpHeaders headers, EntityTag tag) {
        return sent(headers, HttpHeaders.IF_NONE_MATCH)
                .map(header -> header.equals(ANY)
                        || tags(header).stream().map(Precondition::strong).anyMatch(tag.toString()::equals))
                .orElse(false);
    }

    private static Predicate<Optional<Integer>> matched(String header, Function<String, Optional<EntityTag>> reader) {
        if (header.equals(ANY)) {
            return Optional::isPresent;
        }
        List<Integer> versions = tags(header).stream()
                .map(reader)
                .flatMap(Optional::stream)
                .map(EntityTag::version)
                .toList();
        return newest -> newest.filter(versions::contains).isPresent();
    }

    private static Optional<String> sent(HttpHeaders headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String header = String.join(",", values).strip();
        if (!header.equals(ANY) && !TAGS.matcher(header).matches()) {
            throw Refusal.of(
                    ProblemCode.PRECONDITION_INVALID,
                    name + " is " + header + ": send the ETag of an answer with its quotes, as in " + name
                            + ": \"3\", or *.");
        }
        return Optional.of(header);
    }

    private static List<String> tags(String header) {
        List<String> tags = new ArrayList<>();
        Matcher each = TAG.matcher(header);
        while (each.find()) {
            tags.add(each.group());
        }
        return tags;
    }

    private static String strong(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
