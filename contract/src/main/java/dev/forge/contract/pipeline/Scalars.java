package dev.forge.contract.pipeline;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads single values; what is no good is reported and empty. */
final class Scalars {
    /** Linux takes no longer argument or variable; a little is left for the variable's name. */
    private static final int LONGEST_TEXT = 128 * 1024 - 256;

    private final Problems problems;

    Scalars(Problems problems) {
        this.problems = problems;
    }

    /** Text without expressions. */
    Optional<String> fixed(Node node) {
        return text(node).filter(text -> accept(node, ExpressionRules.forbid(node.label(), text)));
    }

    /** Text without expressions that a rule finds nothing wrong with. */
    Optional<String> fixed(Node node, Function<String, Optional<Complaint>> rule) {
        return fixed(node).filter(text -> accept(node, rule.apply(text)));
    }

    /** Text that may hold expressions. */
    Optional<String> open(Node node, Function<String, List<Complaint>> expressions) {
        return text(node).filter(text -> check(node, expressions.apply(text)));
    }

    /** A text, number or boolean by its source text, which may hold expressions. */
    Optional<String> literal(Node node, StepScope scope) {
        return literal(node, text -> ExpressionRules.check(text, scope));
    }

    /** The same, its expressions judged by a rule. */
    Optional<String> literal(Node node, Function<String, List<Complaint>> expressions) {
        return plain(node).filter(text -> check(node, expressions.apply(text)));
    }

    /** A text, number or boolean by its source text, in which nothing is an expression. */
    Optional<String> plain(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return refuse(node, "expected text for " + node.label() + ", got " + node.kind(), quoted(node));
        }
        if (scalar.isNothing()) {
            String written =
                    scalar.text().isEmpty() ? "\"\" for an empty text" : '"' + scalar.text() + "\" for the text";
            return refuse(node, node.label() + " has no value", "write " + written);
        }
        if (scalar.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
            return refuse(
                    node, node.label() + " is longer than 128 KiB, which no program takes", "hand it over in a file");
        }
        return Optional.of(scalar.text());
    }

    Optional<Duration> duration(Node node, Duration least, Duration most) {
        return fixedLoosely(node).flatMap(text -> {
            Optional<Duration> duration = DurationText.parse(text);
            boolean fits = duration.filter(it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0)
                    .isPresent();
            if (!fits) {
                problems.add(
                        node,
                        duration.map(it -> DurationComplaints.outOfRange(node.label(), it, least, most))
                                .orElseGet(() -> DurationComplaints.malformed(node.label(), text)));
            }
            return fits ? duration : Optional.empty();
        });
    }

    Optional<Integer> whole(Node node, Shape.Whole range) {
        String expected = "a whole number from " + range.least() + " to " + range.most();
        if (!(node instanceof Node.Scalar scalar) || !scalar.isNumber()) {
            return refuse(node, "expected a number for " + node.label() + ", got " + node.kind(), "write " + expected);
        }
        return number(scalar.text())
                .filter(number -> number >= range.least() && number <= range.most())
                .or(() -> refuse(node, node.label() + " cannot be " + Quote.plain(scalar.text()), "write " + expected));
    }

    Optional<Double> number(Node node, Shape.Fraction range) {
        String expected = "a number from " + plain(range.least()) + " to " + plain(range.most());
        if (!(node instanceof Node.Scalar scalar) || !scalar.isNumber()) {
            return refuse(node, "expected a number for " + node.label() + ", got " + node.kind(), "write " + expected);
        }
        return Optional.of(scalar.text())
                .filter(text -> text.matches("[+]?\\d{1,9}(\\.\\d{0,9})?"))
                .map(Double::parseDouble)
                .filter(number -> number >= range.least() && number <= range.most())
                .or(() -> refuse(node, node.label() + " cannot be " + Quote.plain(scalar.text()), "write " + expected));
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    Optional<Boolean> flag(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isBoolean()
                ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                : refuse(
                        node,
                        "expected true or false for " + node.label() + ", got " + node.kind(),
                        "write " + node.label() + ": true, or remove it");
    }

    /** A text, number or boolean by its source text, without expressions. */
    Optional<String> fixedLiteral(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isBoolean()
                ? Optional.of(scalar.text())
                : fixedLoosely(node);
    }

    /** Text or number, by its source text, without expressions. */
    Optional<String> fixedLoosely(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNumber() ? Optional.of(scalar.text()) : fixed(node);
    }

    /** The good items of a list; empty where it is no list. */
    <T> Optional<List<T>> list(Node node, Function<Node, Optional<T>> item) {
        return list(node, item, "write a list: [" + (node instanceof Node.Scalar one ? asItem(one) : "…") + "]");
    }

    <T> Optional<List<T>> list(Node node, Function<Node, Optional<T>> item, String fix) {
        if (!(node instanceof Node.Items list)) {
            return refuse(node, "expected a list for " + node.label() + ", got " + node.kind(), fix);
        }
        List<T> good = new ArrayList<>();
        list.items().forEach(each -> item.apply(each).ifPresent(good::add));
        return Optional.of(good);
    }

    <T> Optional<T> refuse(Node node, String message, String fix) {
        problems.add(node, message, fix);
        return Optional.empty();
    }

    private Optional<String> text(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.isText()) {
            return Optional.of(scalar.text());
        }
        return refuse(node, "expected text for " + node.label() + ", got " + node.kind(), quoted(node));
    }

    private static String asItem(Node.Scalar scalar) {
        return scalar.isNumber() ? Quote.plain(scalar.text()) : Quote.of(scalar.text());
    }

    private static String quoted(Node node) {
        return switch (node) {
            case Node.Scalar scalar when !scalar.text().isEmpty() -> "put it in quotes: " + Quote.of(scalar.text());
            case Node.Entries(int _, Pointer _, List<Node.Entry> entries)
            when entries.size() == 1 && entries.getFirst().value() instanceof Node.Scalar value ->
                "put it in quotes: " + Quote.of(entries.getFirst().key() + ": " + value.text());
            default -> "write one text; put text that holds a colon, brackets or braces in quotes";
        };
    }

    private boolean check(Node node, List<Complaint> complaints) {
        complaints.forEach(complaint -> problems.add(node, complaint));
        return complaints.isEmpty();
    }

    private boolean accept(Node node, Optional<Complaint> complaint) {
        complaint.ifPresent(it -> problems.add(node, it));
        return complaint.isEmpty();
    }

    private static Optional<Integer> number(String text) {
        try {
            // A long exponent would make BigDecimal write out as many digits.
            return text.length() > 12 || text.matches(".*[eExo].*")
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
