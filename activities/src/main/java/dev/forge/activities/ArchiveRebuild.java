package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.RebuildActivities;
import dev.forge.contract.workflow.RebuildCounts;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Fills the archive again, a page of executions at a time. */
final class ArchiveRebuild implements RebuildActivities {
    /** Each is a query, which a worker answers beside the runs that are at work: these are not to notice it. */
    private static final int AT_ONCE = 4;

    private final Archive archive;

    ArchiveRebuild(Archive archive) {
        this.archive = archive;
    }

    /**
     * What is done of a page.
     *
     * @param executions Temporal's Run IDs
     */
    record Done(List<String> executions, RebuildCounts counts) {
        static final Done NOTHING = new Done(List.of(), RebuildCounts.NONE);

        List<WorkflowExecutionMetadata> without(List<WorkflowExecutionMetadata> page) {
            Set<String> ids = Set.copyOf(executions);
            return page.stream()
                    .filter(one -> !ids.contains(one.getExecution().getRunId()))
                    .toList();
        }

        Done plus(List<WorkflowExecutionMetadata> some, RebuildCounts their) {
            Stream<String> ids = some.stream().map(one -> one.getExecution().getRunId());
            return new Done(Stream.concat(executions.stream(), ids).toList(), counts.plus(their));
        }
    }

    @Override
    public Filled fill(Page page) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        WorkflowClient client = context.getWorkflowClient();
        ClosedRuns.Found found = new ClosedRuns(client).page(page);
        // What an earlier try has done is told by its last heartbeat.
        Done done = context.getHeartbeatDetails(Done.class).orElse(Done.NOTHING);
        List<WorkflowExecutionMetadata> left = done.without(found.executions());
        Map<String, String> recorded = archive.runs()
                .executions(left.stream()
                        .map(one -> one.getExecution().getWorkflowId())
                        .toList());
        LostRows rows = new LostRows(archive.runs()::record, new RunEnds(client), recorded);
        for (int at = 0; at < left.size(); at += AT_ONCE) {
            List<WorkflowExecutionMetadata> some = left.subList(at, Math.min(at + AT_ONCE, left.size()));
            done = done.plus(some, together(some, rows));
            context.heartbeat(done);
        }
        return new Filled(done.counts(), found.next());
    }

    private static RebuildCounts together(List<WorkflowExecutionMetadata> some, LostRows rows) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<RebuildCounts>> under = some.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> rows.fill(one), each))
                    .toList();
            return under.stream().map(CompletableFuture::join).reduce(RebuildCounts.NONE, RebuildCounts::plus);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }
}
