package dev.forge.starter.run;

/** By which a request that is sent again is known. No text holds a line's end but those of messages, so they never meet. */
sealed interface RequestKey {
    /** As whoever asks has it. */
    String text();

    /** Of a call over HTTP: the keys of {@code /runs} and those of {@code /jobs} are told apart. */
    record OfCall(String text) implements RequestKey {}

    /** Of a message: its queue takes pipelines and jobs alike, so an id that comes with one and then the other is one key. */
    record OfMessage(String text) implements RequestKey {}
}
