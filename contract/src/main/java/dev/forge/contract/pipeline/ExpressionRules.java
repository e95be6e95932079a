package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an author can get wrong in an expression. */
final class ExpressionRules {
    static final List<String> RUN = List.of("run.id", "run.scheduledAt");
    static final List<String> WATCH = List.of("watch.key", "watch.bucket", "watch.etag", "watch.size");

    private static final Pattern STEP = Pattern.compile("steps\\.([^.]*)\\.output");
    private static final Pattern UNCLOSED =
            Pattern.compile("(?<!\\$)\\$\\{(?:" + String.join("|", Expressions.ROOTS) + ")\\.[^{}$]*+(?!\\})");
    private static final Pattern NEAR_MISS =
            Pattern.compile("(?<!\\$)\\$\\{\\s*(runs?|parameters?|steps?|watch(?:es)?)\\.([^{}$]*+)\\}");
    private static final String ESCAPE = ", or write $${ to mean the text itself";

    private ExpressionRules() {}

    /** The mistakes in a text of a step. */
    static List<Complaint> check(String text, StepScope scope) {
        List<Complaint> complaints = new ArrayList<>();
        for (String name : Expressions.names(text)) {
            mistake(name, scope).ifPresent(complaints::add);
        }
        unclosed(text).ifPresent(complaints::add);
        nearMiss(text).ifPresent(complaints::add);
        return complaints;
    }

    private static Optional<Complaint> unclosed(String text) {
        Matcher found = UNCLOSED.matcher(text);
        return found.find()
                ? Optional.of(new Complaint(
                        "the expression " + Quote.plain(found.group()) + " is never closed", "add }" + ESCAPE))
                : Optional.empty();
    }

    private static Optional<Complaint> nearMiss(String text) {
        return NEAR_MISS
                .matcher(text)
                .results()
                .filter(found -> Expressions.names(found.group()).isEmpty())
                .findFirst()
                .map(found -> new Complaint(
                        Quote.plain(found.group()) + " is no expression, and would stay as it is",
                        "write ${" + root(found.group(1)) + "."
                                + Quote.plain(found.group(2).strip()) + "}" + ESCAPE));
    }

    private static String root(String word) {
        return Spelling.nearest(word, Expressions.ROOTS).orElse(word);
    }

    /** For a place where no expression may stand. */
    static Optional<Complaint> forbid(String label, String text) {
        return Expressions.names(text).stream()
                .findFirst()
                .map(name -> new Complaint(
                        "${" + Quote.plain(name) + "} cannot stand in " + label,
                        "use expressions in env, args, command, source, sink and concurrency.key only"));
    }

    private static Optional<Complaint> mistake(String name, StepScope scope) {
        String root = name.substring(0, name.indexOf('.'));
        return switch (root) {
            case "run" -> known(name, RUN);
            case "watch" -> known(name, WATCH);
            case "steps" -> step(name, scope);
            default -> parameter(name, scope);
        };
    }

    private static Optional<Complaint> parameter(String name, StepScope scope) {
        String parameter = name.substring(name.indexOf('.') + 1);
        if (scope.parameters().contains(parameter)) {
            return Optional.empty();
        }
        if (scope.parameters().isEmpty()) {
            return Optional.of(new Complaint(
                    "${" + Quote.plain(name) + "} names a parameter, and the pipeline declares no parameters",
                    "declare it: parameters: {" + Quote.plain(parameter) + ": {type: string}}" + ESCAPE));
        }
        return Optional.of(new Complaint(
                "${" + Quote.plain(name) + "} names no parameter of the pipeline",
                Spelling.nearest(parameter, scope.parameters())
                        .map(near -> "did you mean ${parameters." + near + "}?")
                        .orElseGet(() -> "declare it, or use one of: " + String.join(", ", scope.parameters()))));
    }

    private static Optional<Complaint> known(String name, List<String> names) {
        return names.contains(name)
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "${" + Quote.plain(name) + "} is not known",
                        Spelling.nearest(name, names)
                                .map(near -> "did you mean ${" + near + "}?")
                                .orElseGet(() -> "use one of: " + expressions(names) + ESCAPE)));
    }

    private static Optional<Complaint> step(String name, StepScope scope) {
        Matcher form = STEP.matcher(name);
        if (!form.matches()) {
            String step = name.split("\\.", -1)[1];
            return Optional.of(new Complaint(
                    "${" + Quote.plain(name) + "} is not known",
                    "did you mean ${steps." + Quote.plain(step.isEmpty() ? "NAME" : step) + ".output}?"));
        }
        String step = form.group(1);
        return scope.before().contains(step) ? Optional.empty() : Optional.of(outOfReach(step, scope));
    }

    private static Complaint outOfReach(String step, StepScope scope) {
        String expression = "${steps." + Quote.plain(step) + ".output}";
        if (step.equals(scope.self())) {
            return new Complaint(expression + " is the output of the step itself, which has not run yet", name(scope));
        }
        if (scope.later().contains(step)) {
            return new Complaint(
                    expression + " cannot be used in " + scope.self() + ": " + step + " runs after it", name(scope));
        }
        if (step.equals("source")) {
            return new Complaint(expression + ": the pipeline has no source", "add a source, or remove the expression");
        }
        return new Complaint(
                expression + " names no step of the pipeline",
                Spelling.nearest(step, scope.usable())
                        .map(near -> "did you mean ${steps." + near + ".output}?")
                        .orElse(name(scope)));
    }

    private static String name(StepScope scope) {
        return scope.usable().isEmpty()
                ? "remove it: no step runs before " + scope.self()
                : "name a step that runs before " + scope.self() + ": " + String.join(", ", scope.usable());
    }

    private static String expressions(List<String> names) {
        return String.join(", ", names.stream().map(name -> "${" + name + "}").toList());
    }
}
