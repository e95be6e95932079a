package dev.forge.starter.schedule;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.ParsedRequest.Form;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.contract.workflow.HistoryFormat;
import java.util.List;
import java.util.Optional;

/** What a schedule's runs get as their input: JSON as it was written, so that 1.10 stays 1.10. */
public final class RunInput {
    private final String json;
    private final JsonNode tree;

    private RunInput(String json, JsonNode tree) {
        this.json = json;
        this.tree = tree;
    }

    /** An input; one that is no JSON (made by hand) shows as a text. */
    static RunInput of(String text) {
        try {
            return new RunInput(text, HistoryFormat.mapper().readTree(text));
        } catch (JsonProcessingException e) {
            return new RunInput(TextNode.valueOf(text).toString(), TextNode.valueOf(text));
        }
    }

    @JsonValue
    @JsonRawValue
    public String json() {
        return json;
    }

    /** What it asks for; empty where it has mistakes. */
    Optional<RunRequest> request() {
        return RunRequestParser.parse(json) instanceof ParsedRequest.Valid(RunRequest request)
                ? Optional.of(request)
                : Optional.empty();
    }

    /** The name of the pipeline, of a pipeline file or of a run request; empty where there is none. */
    String pipeline() {
        return switch (RunRequestParser.parse(json)) {
            case ParsedRequest.Valid(RunRequest request) -> request.pipeline().name();
            case ParsedRequest.Invalid(String name, Form _, List<Problem> _) -> name;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunInput input && tree.equals(input.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }
}
