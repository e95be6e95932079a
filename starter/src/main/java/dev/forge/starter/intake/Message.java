package dev.forge.starter.intake;

import java.util.Optional;

/** One message, as a broker has delivered it. */
public final class Message {
    private final byte[] body;
    private final Optional<String> id;

    /**
     * A message.
     *
     * @param body UTF-8 JSON, as it should be; at most 1 MiB of it is read
     * @param id by which a message that is delivered twice is known as one; blank is none
     */
    public Message(byte[] body, Optional<String> id) {
        this.body = body.clone();
        this.id = id.filter(text -> !text.isBlank());
    }

    byte[] body() {
        return body;
    }

    Optional<String> id() {
        return id;
    }
}
