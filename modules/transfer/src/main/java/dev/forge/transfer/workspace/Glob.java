package dev.forge.transfer.workspace;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over names in the workspace: {@code *} and {@code ?} stay within a part, {@code **} crosses folders,
 * {@code [abc]} and {@code {a,b}} choose. It matches the whole name; one that matches a folder takes all below it.
 */
public final class Glob {
    private final String source;
    private final StringBuilder regex = new StringBuilder();
    private final Pattern pattern;
    private int at;
    private int braces;

    private Glob(String source) {
        this.source = source.startsWith("/") ? source.substring(1) : source;
        this.pattern = compile();
    }

    public static Glob of(String source) {
        return new Glob(source);
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    private Pattern compile() {
        String whole = source.endsWith("/") ? source.substring(0, source.length() - 1) : source;
        while (at < whole.length()) {
            step(whole, whole.charAt(at));
        }
        if (braces > 0 || whole.isEmpty()) {
            throw misspelt();
        }
        try {
            return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
        } catch (PatternSyntaxException wrong) {
            throw misspelt();
        }
    }

    private void step(String whole, char now) {
        at++;
        switch (now) {
            case '*' -> stars(whole);
            case '?' -> regex.append("[^/]");
            case '[' -> choice(whole);
            case '{' -> {
                braces++;
                regex.append("(?:");
            }
            case '}' -> regex.append(braces-- > 0 ? ")" : "\\}");
            case ',' -> regex.append(braces > 0 ? "|" : ",");
            case '\\' -> regex.append(Pattern.quote(at < whole.length() ? whole.substring(at, ++at) : "\\"));
            default -> regex.append(Pattern.quote(String.valueOf(now)));
        }
        braces = Math.max(braces, 0);
    }

    private void stars(String whole) {
        if (whole.startsWith("*/", at) && (at == 1 || whole.charAt(at - 2) == '/')) {
            at += 2;
            regex.append("(?:.*/)?");
        } else if (whole.startsWith("*", at)) {
            at++;
            regex.append(".*");
        } else {
            regex.append("[^/]*");
        }
    }

    private void choice(String whole) {
        int end = whole.indexOf(']', at + 1);
        if (end < 0) {
            throw misspelt();
        }
        String inside = whole.substring(at, end);
        boolean not = inside.startsWith("!") || inside.startsWith("^");
        String letters = (not ? inside.substring(1) : inside)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&", "\\&");
        regex.append(not ? "[^/" : "[").append(letters).append(']');
        at = end + 1;
    }

    private TransferFailure misspelt() {
        return new TransferFailure(
                Category.CONFIGURATION,
                "The pattern " + Quoted.name(source) + " has an opening bracket or brace without its end, or is empty.",
                "Close it, or put a backslash before it.");
    }
}
