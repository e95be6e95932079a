package dev.forge.worker;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.StepPlan;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.WorkflowInit;

/** The story of a run: resolve, source, modules, sink, finish. */
public final class PipelineWorkflowImpl implements PipelineWorkflow {
    private final RunJournal journal = new RunJournal();
    private final Finishing finishing = new Finishing();

    // Made before the first task of the run, so that a query always finds a journal.
    @WorkflowInit
    @SuppressWarnings("UnusedVariable")
    public PipelineWorkflowImpl(RawValue request) {}

    @Override
    public RunReport run(RawValue request) {
        CancellationScope.current().getCancellationRequest().thenApply(journal::canceling);
        try {
            Plan plan = Resolving.resolve(request, journal);
            Outputs outputs = new Outputs();
            for (StepPlan planned : plan.steps()) {
                StepPlan step = outputs.into(planned);
                String output = new Step(step, plan, journal, finishing).run();
                outputs.add(step, output);
            }
            return end(RunState.SUCCEEDED);
        } catch (RunFailed failed) {
            throw failed(failed.failure());
        } catch (TemporalFailure failure) {
            throw CancellationScope.current().isCancelRequested() ? canceled() : failed(RunFailed.internal(failure));
        }
    }

    @Override
    public RunReport progress() {
        return journal.report();
    }

    private TemporalFailure failed(RunFailure failure) {
        journal.failed(failure);
        RunReport report = end(RunState.FAILED);
        return ApplicationFailure.newFailure(
                failure.sentence(), failure.failure().category().name(), report);
    }

    private TemporalFailure canceled() {
        Remnants.endAttempts(journal.open());
        end(RunState.CANCELED);
        return new CanceledFailure("canceled; nothing of the run is left running");
    }

    private RunReport end(RunState last) {
        finishing.await();
        RunReport report = journal.ending(last);
        Concluding.conclude(report, journal.plan());
        journal.ended(report);
        journal.keepWorkspaceAfter(last).ifPresent(Remnants::leaveToCleanup);
        return report;
    }
}
