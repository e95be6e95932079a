package dev.forge.k8s.verdict;

import java.util.regex.Pattern;

/** Kubernetes' texts, so that they can stand inside a sentence. */
final class Sentences {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Sentences() {}

    /** On one line, and without what would end the sentence around it. */
    static String withoutStop(String text) {
        String line = SPACE.matcher(text).replaceAll(" ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
