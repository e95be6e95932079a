package dev.forge.starter;

import dev.forge.archive.documents.Documents;
import dev.forge.archive.records.Archive;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.BucketListing;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A starter that listens; closing it lets the port go and ends the calls that are being answered. */
public final class ForgeStarter implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ForgeStarter(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Starts listening, with workspaces that workers alone see. Temporal need not be there yet: until it is, calls are answered 503 and readiness is false. Nor need
     * the archive's PostgreSQL.
     *
     * @param client with {@link dev.forge.contract.workflow.HistoryFormat}'s data converter, as the worker has it; it
     *     stays the caller's to close
     * @param archive {@link Archive#absent} where there is none; the caller's to close as well
     * @throws io.micronaut.http.server.exceptions.ServerStartupException if the port is taken
     */
    public static ForgeStarter start(
            StarterSettings settings, WorkflowClient client, AttemptLogs logs, Archive archive) {
        return start(
                settings,
                client,
                logs,
                NearFiles.NONE,
                archive,
                BucketListing.NONE,
                NoRecipes.documents(),
                OpenTelemetry.noop());
    }

    /**
     * The same.
     *
     * @param files are the workspaces that it may see itself
     * @param buckets are those that can be watched
     * @param recipes where originals of recipes lie; the caller's to close as well
     * @param spans is told of spans; with {@link OpenTelemetry#noop} none is made
     */
    public static ForgeStarter start(
            StarterSettings settings,
            WorkflowClient client,
            AttemptLogs logs,
            NearFiles files,
            Archive archive,
            BucketListing buckets,
            Documents recipes,
            OpenTelemetry spans) {
        List<RuntimeBeanDefinition<?>> given = new ArrayList<>(List.of(
                RuntimeBeanDefinition.of(StarterSettings.class, () -> settings),
                RuntimeBeanDefinition.of(WorkflowClient.class, () -> client),
                RuntimeBeanDefinition.of(AttemptLogs.class, () -> logs),
                RuntimeBeanDefinition.of(NearFiles.class, () -> files),
                RuntimeBeanDefinition.of(BucketListing.class, () -> buckets),
                RuntimeBeanDefinition.of(Documents.class, () -> recipes),
                RuntimeBeanDefinition.of(Archive.class, () -> archive)));
        if (!spans.equals(OpenTelemetry.noop())) {
            given.add(RuntimeBeanDefinition.of(OpenTelemetry.class, () -> spans));
        }
        ApplicationContext context = ApplicationContext.builder()
                .mainClass(ForgeStarter.class)
                .banner(false)
                .deduceEnvironment(false)
                .properties(ServerProperties.of(settings))
                .beanDefinitions(given.toArray(RuntimeBeanDefinition<?>[]::new))
                .start();
        try {
            return new ForgeStarter(
                    context, context.getBean(EmbeddedServer.class).start());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Where it listens, with the port that it got. */
    public URI uri() {
        return server.getURI();
    }

    @Override
    public void close() {
        context.close();
    }
}
