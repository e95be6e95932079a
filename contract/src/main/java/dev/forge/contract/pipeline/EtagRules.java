package dev.forge.contract.pipeline;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for the ETag that a source's object must have; an expression may stand for any part. */
final class EtagRules {
    static final String POINTER = "/source/etag";

    /** Stands for an expression while the rest is looked at; a visible character of ASCII, as every value must be. */
    private static final String UNKNOWN = "x";

    /** What HTTP can send, with the quotes or without. */
    private static final Pattern VISIBLE = Pattern.compile("\"[!-~]+\"|(?!\"\"?$)[!-~]+");

    private EtagRules() {}

    /** Of the ETag itself. */
    static Optional<Complaint> complaint(String etag) {
        return VISIBLE.matcher(Expressions.outline(etag, UNKNOWN)).matches()
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "no object has the ETag " + Quote.of(etag),
                        "write it as S3 shows it, such as 5d41402abc4b2a76b9719d911017c592, or remove etag"));
    }

    /** Of the address beside it. */
    static Optional<Complaint> placeComplaint(String from) {
        String outline = Expressions.outline(from, UNKNOWN);
        if (outline.startsWith("file:")) {
            return Optional.of(new Complaint(
                    "etag is of an object of S3, and " + Quote.plain(from) + " is on the local disk", "remove etag"));
        }
        return outline.endsWith("/")
                ? Optional.of(new Complaint(
                        "etag is of a single object, and " + Quote.plain(from) + " stands for many",
                        "name one object, such as " + Quote.plain(from) + "data.zip, or remove etag"))
                : Optional.empty();
    }
}
