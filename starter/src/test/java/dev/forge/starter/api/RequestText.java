package dev.forge.starter.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of an operation says of its request: its query, its headers and its body. CONTRIBUTING.md has the form. */
record RequestText(List<Part> query, List<Part> headers, Optional<String> body) {
    /** A query parameter or a header, and what is said of it. */
    record Part(String name, String text) {}

    private static final Pattern SECTION = Pattern.compile("its (query|headers?|body|`[^`]+` header)\\b:?\\s*");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z][A-Za-z-]*)(?:=[^`]*)?`");

    static RequestText read(String text) {
        List<Part> query = new ArrayList<>();
        List<Part> headers = new ArrayList<>();
        Optional<String> body = Optional.empty();
        List<MatchResult> sections = SECTION.matcher(text).results().toList();
        for (int i = 0; i < sections.size(); i++) {
            MatchResult section = sections.get(i);
            int to = i + 1 < sections.size() ? sections.get(i + 1).start() : text.length();
            String said = trimmed(text.substring(section.end(), to));
            String kind = section.group(1);
            if (kind.equals("query")) {
                query.addAll(parts(said));
            } else if (kind.startsWith("header")) {
                headers.addAll(parts(said));
            } else if (kind.equals("body")) {
                body = Optional.of(said);
            } else {
                headers.add(new Part(kind.substring(1, kind.lastIndexOf('`')), said));
            }
        }
        return new RequestText(query, headers, body);
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        List<MatchResult> names =
                name.results().filter(found -> depth(text, found.start()) == 0).toList();
        for (int i = 0; i < names.size(); i++) {
            int to = i + 1 < names.size() ? names.get(i + 1).start() : text.length();
            parts.add(new Part(
                    names.get(i).group(1), trimmed(text.substring(names.get(i).end(), to))));
        }
        return parts;
    }

    private static int depth(String text, int at) {
        String before = text.substring(0, at);
        return (int) (before.chars().filter(c -> c == '(').count()
                - before.chars().filter(c -> c == ')').count());
    }

    /** Without what joins it to the next part, and without the parentheses around all of it. */
    private static String trimmed(String text) {
        String bare =
                text.strip().replaceFirst("[;,]?( and| or)?[;,]?$", "").strip().replaceFirst("^: ", "");
        return bare.startsWith("(") && bare.endsWith(")") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
