package dev.forge.starter;

/** Which queues a setting means by one text: the name or URL of one, or a star after that with which all of theirs begin. */
final class QueuePattern {
    private QueuePattern() {}

    static boolean fits(String pattern, String queue) {
        return pattern.endsWith("*")
                ? queue.startsWith(pattern.substring(0, pattern.length() - 1))
                : queue.equals(pattern);
    }
}
