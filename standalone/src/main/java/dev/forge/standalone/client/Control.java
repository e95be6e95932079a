package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunState;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What may be asked of runs, besides their cancel. */
public final class Control {
    /** How a run stands after that. */
    public record Standing(RunState state, Optional<String> reason) {}

    private final StarterClient starter;

    Control(StarterClient starter) {
        this.starter = starter;
    }

    /** Has a run begin no further attempt. */
    public Standing pause(String run, Optional<String> reason) {
        return standing(starter.sent("POST", path(run) + "/pause", StarterClient.fields("reason", reason)));
    }

    /** Has a paused or held run go on, a held one from a step. */
    public Standing goOn(String run, Optional<String> from) {
        return standing(starter.sent("POST", path(run) + "/continue", StarterClient.fields("from", from)));
    }

    /** Changes a step before its next attempt; returns what is different now. */
    public List<RunChange.Field> change(String run, String step, ObjectNode change) {
        JsonNode changed = starter.sent("PATCH", path(run) + "/steps/" + StarterClient.encoded(step), change);
        return StreamSupport.stream(changed.path("fields").spliterator(), false)
                .map(field -> starter.as(RunChange.Field.class, field))
                .toList();
    }

    /** Does a run once more, and returns the new run's id; with the same key again, that of the first rerun. */
    public String rerun(String run, Optional<String> idempotencyKey) {
        HttpRequest.Builder request = starter.request(path(run) + "/rerun").POST(HttpRequest.BodyPublishers.noBody());
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return starter.json(request.build()).path("id").asText();
    }

    private Standing standing(JsonNode answer) {
        RunState state = starter.as(RunState.class, answer.path("state"));
        return new Standing(state, Optional.ofNullable(answer.path("reason").textValue()));
    }

    private static String path(String run) {
        return "/runs/" + StarterClient.encoded(run);
    }
}
