package dev.forge.starter.api;

import static dev.forge.starter.api.OpenApiDocument.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.api.CallsOfTheCode.Call;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What calls are sent: controllers take bodies as they are, so the code's types do not tell. */
final class RequestBodies {
    private static final Pattern EXAMPLE = Pattern.compile("`(\\{[^`]*})`");

    private RequestBodies() {}

    static ObjectNode of(Call call, Optional<String> text) {
        ObjectNode body = object();
        text.ifPresent(said -> body.put("description", said));
        body.put("required", text.filter(said -> said.startsWith("none")).isEmpty());
        ObjectNode content = body.putObject("content");
        for (String mediaType : call.consumes()) {
            ObjectNode media = content.putObject(mediaType);
            media.set("schema", schema(call));
            text.flatMap(RequestBodies::example)
                    .or(() -> Examples.ofBody(call))
                    .ifPresent(example -> media.set("example", example));
        }
        return body;
    }

    private static JsonNode schema(Call call) {
        return switch (call.toString()) {
            case "POST /runs" -> object().set("anyOf", run());
            case "POST /jobs" -> Schemas.reference("JobRequest");
            case "POST /runs/{id}/cancel" -> Schemas.reference("CancelRequest");
            case "POST /runs/{id}/pause" -> Schemas.reference("PauseRequest");
            case "POST /runs/{id}/continue" -> Schemas.reference("ContinueRequest");
            case "PATCH /runs/{id}/steps/{step}" -> Schemas.reference("StepChange");
            case "PUT /pipelines/{name}" -> Schemas.reference("PipelineFile");
            case "PUT /recipes/{name}" -> Schemas.reference("Recipe");
            case "PUT /watches/{name}" -> Schemas.reference("Watch");
            case "POST /schedules", "PUT /schedules/{id}", "PATCH /schedules/{id}" ->
                Schemas.reference("ScheduleRequest");
            case "POST /jobs/schedule", "POST /scheduled", "PUT /scheduled/{id}", "PATCH /scheduled/{id}" ->
                Schemas.reference("ScheduledJobRequest");
            case "POST /schedules/{id}/pause",
                    "POST /schedules/{id}/unpause",
                    "POST /scheduled/{id}/pause",
                    "POST /scheduled/{id}/unpause" -> Schemas.reference("ScheduleNote");
            case "POST /schedules/{id}/trigger", "POST /scheduled/{id}/trigger" -> Schemas.reference("ScheduleTrigger");
            case "POST /schedules/{id}/backfill", "POST /scheduled/{id}/backfill" ->
                Schemas.reference("ScheduleBackfill");
            default -> object().put("type", "object");
        };
    }

    /** Either form in which a run is asked for. */
    static ArrayNode run() {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(Schemas.reference("RunRequest"))
                .add(Schemas.reference("PipelineFile"));
    }

    /** The first JSON object that the text has, unless it is only the beginning of one. */
    private static Optional<JsonNode> example(String text) {
        Matcher json = EXAMPLE.matcher(text);
        if (!json.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HistoryFormat.mapper().readTree(json.group(1)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
