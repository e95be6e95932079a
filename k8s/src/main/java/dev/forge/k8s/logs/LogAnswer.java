package dev.forge.k8s.logs;

/** What the API answers to whoever wants a log. */
sealed interface LogAnswer {
    /** The log, as a stream. */
    record Opened(LogStream stream) implements LogAnswer {}

    /** The container has not written anything yet. */
    record NotYet() implements LogAnswer {}

    /** There is no such pod. */
    record Gone() implements LogAnswer {}

    /** It cannot be had now. */
    record Failed(String why) implements LogAnswer {}
}
