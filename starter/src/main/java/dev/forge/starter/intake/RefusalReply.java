package dev.forge.starter.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.intake.Taken.Refused;
import java.util.Optional;

/** What the sender of a message is told that was refused, where it waits for an answer. */
public final class RefusalReply {
    private final String id;
    private final byte[] json;

    private RefusalReply(String id, byte[] json) {
        this.id = id;
        this.json = json;
    }

    static RefusalReply of(String id, Refused refused, Optional<String> correlationId) {
        Told told = new Told(id, "REFUSED", refused.code().word(), refused.reason(), correlationId);
        try {
            return new RefusalReply(id, HistoryFormat.mapper().writeValueAsBytes(told));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply of texts is always JSON", e);
        }
    }

    /** The same however often the message comes. */
    public String id() {
        return id;
    }

    /** UTF-8; named as the message of a run's end names the same things. */
    public byte[] json() {
        return json;
    }

    private record Told(String id, String state, String code, String failure, Optional<String> correlationId) {}
}
