package dev.forge.starter.api;

import dev.forge.starter.StarterSettings;
import dev.forge.starter.run.FoundRun;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Tells where a run is found in Temporal. */
@Singleton
class TemporalPages {
    private final StarterSettings settings;
    private final String namespace;

    TemporalPages(StarterSettings settings, WorkflowClient client) {
        this.settings = settings;
        this.namespace = client.getOptions().getNamespace();
    }

    RunDetail.Temporal of(FoundRun run) {
        String id = run.report().id();
        return new RunDetail.Temporal(
                id, run.temporalRunId(), settings.temporalUi().map(ui -> page(ui.toString(), id, run.temporalRunId())));
    }

    private String page(String ui, String id, String temporalRunId) {
        return ui.replaceFirst("/+$", "") + "/namespaces/" + encoded(namespace) + "/workflows/" + encoded(id) + "/"
                + encoded(temporalRunId) + "/history";
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
