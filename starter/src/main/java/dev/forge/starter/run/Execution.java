package dev.forge.starter.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Timestamp;
import dev.forge.archive.records.RunOrigin;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.runtime.LogContext;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Temporal says of a run's workflow, in our words. */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final WorkflowExecutionInfo info;
    private final DataConverter converter;

    Execution(WorkflowExecutionInfo info, DataConverter converter) {
        this.info = info;
        this.converter = converter;
    }

    String runId() {
        return info.getExecution().getWorkflowId();
    }

    /** Temporal's Run ID. */
    String temporalRunId() {
        return info.getExecution().getRunId();
    }

    /** Temporal's Run ID of the first execution of a chain; the same as the other for most. */
    String firstTemporalRunId() {
        return info.getFirstRunId();
    }

    /** How many events it has by now. */
    long historyLength() {
        return info.getHistoryLength();
    }

    WorkflowExecutionStatus status() {
        return info.getStatus();
    }

    RunState state() {
        Optional<String> indexed =
                read(info.getSearchAttributes().getIndexedFieldsMap(), RunAttributes.STATUS.getName(), String.class);
        return RunStates.of(info.getStatus(), indexed.or(() -> memo(RunAttributes.MEMO_STATUS, String.class)));
    }

    String pipeline() {
        return memo(RunAttributes.MEMO_PIPELINE, String.class).orElse("");
    }

    Instant startedAt() {
        return instant(info.getStartTime());
    }

    Optional<Instant> endedAt() {
        return info.hasCloseTime() ? Optional.of(instant(info.getCloseTime())) : Optional.empty();
    }

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    RunSummary summary() {
        return new RunSummary(runId(), temporalRunId(), pipeline(), state(), startedAt(), endedAt(), labels());
    }

    Map<String, String> labels() {
        return texts(RunAttributes.MEMO_LABELS);
    }

    /** Where the run comes from, as far as its workflow has told it. */
    RunOrigin origin() {
        Map<String, JsonNode> parameters = new HashMap<>();
        texts(RunAttributes.MEMO_PARAMETERS).forEach((name, value) -> parameters.put(name, TextNode.valueOf(value)));
        return new RunOrigin(
                memo(RunAttributes.MEMO_PIPELINE_VERSION, Integer.class),
                read(
                        info.getSearchAttributes().getIndexedFieldsMap(),
                        RunAttributes.SCHEDULED_BY.getName(),
                        String.class),
                labels(),
                parameters,
                memo(RunAttributes.MEMO_WATCH, WatchedObject.class));
    }

    /** The run that this one does once more. */
    Optional<String> rerunOf() {
        return memo(RunAttributes.MEMO_RERUN_OF, String.class);
    }

    /** The memo as it is. */
    Memo memo() {
        return info.getMemo();
    }

    <T> Optional<T> memo(String field, Class<T> type) {
        return read(info.getMemo().getFieldsMap(), field, type);
    }

    /** A map of texts; a value that is none, in a memo that is not of our making, is left out. */
    private Map<String, String> texts(String field) {
        Map<String, String> texts = new HashMap<>();
        memo(field, JsonNode.class)
                .ifPresent(found -> found.properties().stream()
                        .filter(entry -> entry.getValue().isTextual())
                        .forEach(entry ->
                                texts.put(entry.getKey(), entry.getValue().textValue())));
        return texts;
    }

    private <T> Optional<T> read(Map<String, Payload> fields, String field, Class<T> type) {
        return Optional.ofNullable(fields.get(field)).flatMap(payload -> decode(field, payload, type));
    }

    private <T> Optional<T> decode(String field, Payload payload, Class<T> type) {
        try {
            return Optional.ofNullable(converter.fromPayload(payload, type, type));
        } catch (DataConverterException e) {
            // Anybody may start a workflow of our type with a memo of their own; the run is readable without it.
            try (LogContext _ = LogContext.of(runId())) {
                LOG.warn("run {}: its {} cannot be read", runId(), field, e);
            }
            return Optional.empty();
        }
    }
}
