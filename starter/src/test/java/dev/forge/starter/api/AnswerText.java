package dev.forge.starter.api;

import dev.forge.starter.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of an operation says of its answers: statuses with their meaning, and the codes of those that are problems. */
final class AnswerText {
    /** What any call may answer with that status, so that the text need not say it. */
    private static final List<ProblemCode> UNNAMED = List.of(
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.BODY_TOO_LARGE,
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            ProblemCode.TEMPORAL_UNAVAILABLE);

    private static final Pattern CLAUSE =
            Pattern.compile("([1-5]\\d\\d)(?:, or ([1-5]\\d\\d))?\\b[ ,]*(.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    /** One status. */
    record Answer(int status, String text, List<ProblemCode> codes, List<String> headers) {
        boolean isProblem() {
            return status >= 400;
        }
    }

    private AnswerText() {}

    static List<Answer> read(String operation, String text) {
        List<Answer> answers = new ArrayList<>();
        for (String clause : text.split(";\\s*", -1)) {
            Matcher parts = CLAUSE.matcher(clause);
            if (!parts.matches()) {
                throw new AssertionError(
                        "@return of " + operation + " says \"" + clause
                                + "\": begin with the status, such as 404 {@code run_not_found}, and put ; before the next one");
            }
            boolean two = parts.group(2) != null;
            answers.add(answer(operation, Integer.parseInt(parts.group(1)), two ? "" : parts.group(3)));
            if (two) {
                answers.add(answer(operation, Integer.parseInt(parts.group(2)), parts.group(3)));
            }
        }
        return answers;
    }

    private static Answer answer(String operation, int status, String text) {
        List<String> words =
                WORD.matcher(text).results().map(word -> word.group(1)).toList();
        List<String> headers = words.stream()
                .filter(word -> word.matches("[A-Z]+[a-z]+(-[A-Za-z]+)*"))
                .toList();
        if (status < 400) {
            return new Answer(status, text, List.of(), headers);
        }
        List<ProblemCode> named = Arrays.stream(ProblemCode.values())
                .filter(code -> code.status() == status)
                .filter(code -> words.contains(code.word()))
                .toList();
        List<ProblemCode> codes = named.isEmpty()
                ? UNNAMED.stream().filter(code -> code.status() == status).toList()
                : named;
        if (codes.isEmpty()) {
            throw new AssertionError("@return of " + operation + " says " + status
                    + " without a problem's code: name those of ProblemCode that it has, as {@code run_not_found}");
        }
        return new Answer(status, text, codes, headers);
    }
}
