package dev.forge.worker;

import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.ContinueRequest;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.PauseRequest;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunControl;
import dev.forge.contract.workflow.TurnListener;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/** The story of a run: resolve, source, modules, sink, finish; and what people may ask of it meanwhile. */
public final class PipelineWorkflowImpl implements PipelineWorkflow, RunControl, TurnListener {
    private final RunJournal journal = new RunJournal();
    private final TurnTaking turn = new TurnTaking(journal);
    private final Finishing finishing = new Finishing();
    private final Control control = new Control(journal);
    private final Gatekeeper gatekeeper = new Gatekeeper(journal, control);

    // Made before the first task of the run, so that a query always finds a journal.
    @WorkflowInit
    @SuppressWarnings("UnusedVariable")
    public PipelineWorkflowImpl(RawValue request) {}

    @Override
    public RunReport run(RawValue request) {
        CancellationScope.current().getCancellationRequest().thenApply(journal::canceling);
        try {
            Course course = Resolving.resolve(request, journal, control);
            while (course.goesOn()) {
                try {
                    new Step(course.step(), course.plan(), journal, turn, control, finishing).run();
                    course.advance();
                } catch (RunFailed givenUp) {
                    course.backTo(control.hold(course.plan(), givenUp));
                }
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

    @Override
    public void turn(Answer answer) {
        turn.heard(answer);
    }

    @Override
    public Remembered remembered() {
        return journal.remembered();
    }

    @Override
    public Conclusion conclusion() {
        return Concluding.conclusion(Brevity.of(journal.report()), journal);
    }

    @Override
    public Standing pause(@Nullable RawValue request) {
        return control.pause(pauseOf(request));
    }

    @Override
    public void mayPause(@Nullable RawValue request) {
        pauseOf(request);
        gatekeeper.mayPause();
    }

    @Override
    public Standing goOn(@Nullable RawValue request) {
        return control.goOn(continueOf(request));
    }

    @Override
    public void mayGoOn(@Nullable RawValue request) {
        gatekeeper.mayGoOn(continueOf(request));
    }

    @Override
    public Changed change(@Nullable RawValue request) {
        return control.change(changeOf(request));
    }

    @Override
    public void mayChange(@Nullable RawValue request) {
        gatekeeper.mayChange(changeOf(request));
    }

    private static PauseRequest pauseOf(@Nullable RawValue request) {
        return Refusals.valid(ControlParser.pause(RawText.of(request)));
    }

    private static ContinueRequest continueOf(@Nullable RawValue request) {
        return Refusals.valid(ControlParser.goOn(RawText.of(request)));
    }

    private static ChangeRequest changeOf(@Nullable RawValue request) {
        return Refusals.valid(ControlParser.change(RawText.of(request)));
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
        journal.atItsEnd();
        turn.giveBack();
        finishing.await();
        PuttingLog.put(journal);
        RunReport report = journal.ending(last);
        Concluding.conclude(report, journal);
        journal.ended(report);
        Notifying.begin(report, journal);
        journal.keepWorkspaceAfter(last).ifPresent(Remnants::leaveToCleanup);
        return report;
    }
}
