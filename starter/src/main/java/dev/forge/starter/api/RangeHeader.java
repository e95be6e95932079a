package dev.forge.starter.api;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.range.ByteRange;
import dev.forge.starter.range.Excerpt;
import io.micronaut.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Range}, as RFC 9110 has it: one range of bytes. */
final class RangeHeader {
    /** Eighteen digits are within a long, and beyond every length. */
    private static final Pattern RANGE =
            Pattern.compile("bytes=\\s*(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern BYTES = Pattern.compile("bytes\\s*=.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private RangeHeader() {}

    /**
     * The range that is asked for; empty where all is. A range of another unit asks for all, and so does one that is only
     * wanted if something has not changed: what is read in parts has no validators that could tell.
     */
    static Optional<ByteRange> of(HttpHeaders headers) {
        List<String> sent = headers.getAll(HttpHeaders.RANGE);
        return sent.isEmpty() || headers.contains(HttpHeaders.IF_RANGE)
                ? Optional.empty()
                : of(String.join(",", sent).strip());
    }

    static Optional<ByteRange> of(String header) {
        if (!BYTES.matcher(header).matches()) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(header);
        if (!range.matches()) {
            throw refused(header);
        }
        if (range.group(3) != null) {
            return Optional.of(new ByteRange.Last(Long.parseLong(range.group(3))));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (first > last) {
            throw refused(header);
        }
        return Optional.of(new ByteRange.Between(first, last));
    }

    /** {@code Content-Range} of a part. */
    static String content(Excerpt part) {
        return "bytes " + part.first() + "-" + part.last() + "/" + part.length();
    }

    private static Refusal refused(String header) {
        return Refusal.of(
                ProblemCode.RANGE_INVALID,
                "Range is " + header + ": ask for one range of bytes, as in bytes=0-999, bytes=1000- or bytes=-1000.");
    }
}
