package dev.forge.contract.pipeline;

import dev.forge.contract.notification.NotificationTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A single container that is to run once.
 *
 * @param pipeline of one module, without source and sink; both are named as the job is
 * @param notes what was made of what can be read in more than one way, a sentence each
 * @param replyTo the queue at which somebody waits for its end
 */
public record JobRequest(PipelineSpec pipeline, List<String> notes, Optional<NotificationTarget.QueueReply> replyTo) {
    public JobRequest {
        notes = List.copyOf(notes);
    }

    public String name() {
        return pipeline.name();
    }

    /** The same, whose Kubernetes Jobs stay that long once it is over, unless it says so itself. */
    public JobRequest keepingJobs(Duration kept) {
        List<ModuleSpec> modules = pipeline.modules().stream()
                .map(module -> module.withKubernetes(module.kubernetes()
                        .withKeepJob(Optional.of(module.kubernetes().keepJob().orElse(kept)))))
                .toList();
        return new JobRequest(pipeline.withModules(modules), notes, replyTo);
    }

    /** As any run is asked for. */
    public RunRequest run() {
        RunRequest run = RunRequest.of(pipeline);
        return replyTo.map(run::replyingTo).orElse(run);
    }
}
