package dev.forge.starter.harness;

import dev.forge.contract.workflow.RebuildActivities.Filled;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildWorkflow;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** A rebuild that has come as far as a test tells it. */
public final class SteeredRebuild implements RebuildWorkflow, RebuildSteering {
    private RebuildCounts counts = RebuildCounts.NONE;
    private boolean news;
    private boolean over;

    /** Fails. */
    @ActivityInterface
    public interface Stumbling {
        void fill();
    }

    @Override
    public RebuildCounts rebuild(Leg from) {
        Workflow.upsertMemo(Map.of(MEMO, from));
        while (!over) {
            Workflow.await(() -> news || over);
            news = false;
            Workflow.upsertMemo(Map.of(MEMO, from.after(new Filled(counts, ""))));
        }
        return counts;
    }

    @Override
    public void reach(RebuildCounts next) {
        counts = next;
        news = true;
    }

    @Override
    public void stumble() {
        ActivityOptions options = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMinutes(1))
                        .build())
                .build();
        Async.procedure(Workflow.newActivityStub(Stumbling.class, options)::fill);
    }

    @Override
    public void over() {
        over = true;
    }
}
