package dev.forge.starter.temporal;

import dev.forge.contract.workflow.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.temporal.client.WorkflowClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it, when the starter starts, that Temporal knows our search attributes; tries until Temporal is there. */
@Singleton
public class AttributesOnStart implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<Status.Code> AN_OPERATORS_DUTY =
            Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED, Status.Code.UNIMPLEMENTED);
    private static final Logger LOG = LoggerFactory.getLogger(AttributesOnStart.class);

    private final WorkflowClient client;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;

    AttributesOnStart(WorkflowClient client) {
        this.client = client;
        this.thread = Thread.ofVirtual().name("search-attributes").unstarted(this::ensure);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        thread.start();
    }

    /** Whether runs can be submitted as far as this is concerned. */
    boolean isDone() {
        return done.getCount() == 0;
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }

    private void ensure() {
        try {
            while (!ensured()) {
                Thread.sleep(PAUSE);
            }
            done.countDown();
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        }
    }

    private boolean ensured() {
        String namespace = client.getOptions().getNamespace();
        try {
            SearchAttributes.ensure(client.getWorkflowServiceStubs(), namespace);
            return true;
        } catch (StatusRuntimeException e) {
            return isAnOperatorsDuty(e, namespace);
        }
    }

    private static boolean isAnOperatorsDuty(StatusRuntimeException e, String namespace) {
        if (AN_OPERATORS_DUTY.contains(e.getStatus().getCode())) {
            LOG.warn(
                    "Temporal does not let the starter add search attributes to namespace {} ({}):"
                            + " have an operator add ForgePipeline and ForgeStatus, both Keyword",
                    namespace,
                    e.getMessage());
            return true;
        }
        LOG.warn("search attributes of namespace {} not ensured yet: {}", namespace, e.getMessage());
        return false;
    }
}
