package dev.forge.starter;

import dev.forge.archive.DocumentSettings;
import dev.forge.archive.ObjectDocuments;
import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.ObjectLogStore;
import dev.forge.archive.ObjectStoreAccess;
import dev.forge.archive.S3BucketListing;
import dev.forge.archive.documents.Documents;
import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.StoredLogs;
import dev.forge.runtime.local.LocalAttemptLogs;
import dev.forge.runtime.local.LocalWorkspaceFiles;
import dev.forge.starter.StarterConfiguration.Store;
import dev.forge.traces.Traces;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The starter as a program of its own, beside a worker that runs steps on Kubernetes, or locally. */
public final class StarterMain {
    private static final Logger LOG = LoggerFactory.getLogger(StarterMain.class);

    private StarterMain() {}

    public static void main(String[] args) {
        try {
            start(configuration());
        } catch (IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        }
    }

    private static void start(StarterConfiguration configuration) {
        Traces traces = Traces.open("forge-starter", System.getenv());
        TemporalConnection temporal = configuration.temporal();
        WorkflowServiceStubs stubs = temporal.stubs();
        WorkflowClient client = temporal.client(stubs);
        Archive archive = configuration.archive().map(Archive::open).orElseGet(Archive::absent);
        ForgeStarter starter = ForgeStarter.start(
                configuration.settings(),
                client,
                logs(configuration),
                files(configuration),
                archive,
                buckets(configuration.watched()),
                recipes(configuration),
                traces.api());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starter, stubs, archive, traces), "stop"));
        LOG.info("listening on {}, Temporal at {}", starter.uri(), temporal.address());
    }

    // The store lives as long as the program.
    private static AttemptLogs logs(StarterConfiguration configuration) {
        return configuration
                .logs()
                .map(at ->
                        new ObjectLogSettings(at.endpoint(), at.region(), at.bucket(), at.prefix(), Optional.empty()))
                .<AttemptLogs>map(settings -> new StoredLogs(ObjectLogStore.open(settings)))
                .orElseGet(() -> new LocalAttemptLogs(configuration.localRoot()));
    }

    // The store lives as long as the program.
    private static Documents recipes(StarterConfiguration configuration) {
        return configuration
                .recipes()
                .map(at -> new DocumentSettings(
                        new ObjectStoreAccess(at.endpoint(), at.region(), Optional.empty()), at.bucket(), at.prefix()))
                .<Documents>map(ObjectDocuments::open)
                .orElseGet(NoRecipes::documents);
    }

    // It is opened with the first watch, and lives as long as the program.
    private static S3BucketListing buckets(Store store) {
        return S3BucketListing.open(new ObjectStoreAccess(store.endpoint(), store.region(), Optional.empty()));
    }

    /** Where logs are local, so are the runs. */
    private static NearFiles files(StarterConfiguration configuration) {
        return configuration.logs().isPresent()
                ? NearFiles.NONE
                : NearFiles.of(new LocalWorkspaceFiles(configuration.localRoot()));
    }

    private static void stop(ForgeStarter starter, WorkflowServiceStubs stubs, Archive archive, Traces traces) {
        starter.close();
        traces.close();
        archive.close();
        stubs.shutdown();
    }

    private static StarterConfiguration configuration() {
        try (Environment environment = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .build()
                .getEnvironment()
                .start()) {
            return StarterConfiguration.read(environment);
        }
    }
}
