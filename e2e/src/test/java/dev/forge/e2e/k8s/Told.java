package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.workflow.HistoryFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is told of a run to people who may not read its Secrets, by where it is told. */
final class Told {
    static final String HISTORY = "the history";
    static final String REPORT = "the report";
    static final String WORKER = "the worker's log";
    static final String OBJECTS = "Jobs and pods";

    private final Map<String, String> texts = new LinkedHashMap<>();

    private Told() {}

    static Told of(Installation forge, WorkerProcess worker, RunReport report) throws Exception {
        Told told = new Told();
        told.texts.put(HISTORY, history(forge, report.id()));
        told.texts.put(REPORT, HistoryFormat.mapper().writeValueAsString(report));
        told.texts.put(WORKER, worker.log());
        told.texts.put(OBJECTS, objects(forge, report.id()));
        for (StepReport step : report.steps()) {
            for (AttemptReport attempt : step.attempts()) {
                byte[] log = forge.log(report.id(), step.name(), attempt.number());
                told.texts.put(log(step.name(), attempt.number()), new String(log, StandardCharsets.UTF_8));
            }
        }
        return told;
    }

    /** Where the log of an attempt is told. */
    static String log(String step, int attempt) {
        return "the log of " + step + " " + attempt;
    }

    String of(String where) {
        return Objects.requireNonNull(texts.get(where), where);
    }

    void assertSilentAbout(String... secrets) {
        assertThat(texts)
                .allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(secrets))
                .hasEntrySatisfying(
                        OBJECTS,
                        objects -> assertThat(objects)
                                .containsPattern("kind: \"?Job")
                                .containsPattern("kind: \"?Pod"));
    }

    /** All events with their payloads as they are, which JSON would hide in base64. */
    private static String history(Installation forge, String run) {
        return forge.temporalClient().fetchHistory(run).getEvents().stream()
                .map(HistoryEvent::toByteArray)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    private static String objects(Installation forge, String run) {
        return Stream.<HasMetadata>concat(forge.jobs(run).stream(), forge.pods(run).stream())
                .map(Serialization::asYaml)
                .collect(Collectors.joining("\n"));
    }
}
