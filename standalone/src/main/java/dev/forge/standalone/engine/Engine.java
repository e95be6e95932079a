package dev.forge.standalone.engine;

import dev.forge.contract.workflow.HistoryFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Everything in one process: S3, worker and starter, with Temporal as its child. */
public final class Engine implements AutoCloseable {
}
