package dev.forge.starter.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.starter.run.RunKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The message in which a run's end is told, whoever brings it. */
public final class Messages {
    private Messages() {}

    /** JSON in UTF-8; the same bytes for the same notification. docs/notifications.md describes it. */
    public static byte[] json(Notification notification) {
        try {
            return HistoryFormat.mapper().writeValueAsBytes(message(notification));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of texts and numbers is always JSON", e);
        }
    }

    private static Message message(Notification notification) {
        RunEnd end = notification.end();
        Optional<String> name = Optional.of(end.pipeline()).filter(it -> !it.isEmpty());
        boolean job = RunKind.of(end.run()) == RunKind.JOB;
        return new Message(
                notification.id(),
                end.run(),
                end.temporalRunId(),
                name.filter(_ -> !job),
                name.filter(_ -> job),
                end.state(),
                end.category(),
                end.exitCode(),
                end.step(),
                end.failure(),
                end.reason(),
                end.watch(),
                end.startedAt(),
                end.endedAt(),
                new Log(logs(end), end.log().object()),
                end.output(),
                notification.target().correlationId());
    }

    /** A path of this API, as its links are: with {@code {step}} where each step has a part. */
    private static String logs(RunEnd end) {
        return "/runs/" + encoded(end.run()) + "/steps/"
                + end.log().step().map(Messages::encoded).orElse("{step}") + "/logs";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** In the order in which people read it. */
    private record Message(
            String id,
            String run,
            String temporalRunId,
            Optional<String> pipeline,
            Optional<String> job,
            RunState state,
            Optional<Category> category,
            Optional<Integer> exitCode,
            Optional<String> step,
            Optional<String> failure,
            Optional<String> reason,
            Optional<WatchedObject> watch,
            Instant startedAt,
            Instant endedAt,
            Log log,
            RunEnd.Output output,
            Optional<String> correlationId) {}

    private record Log(String path, Optional<String> object) {}
}
