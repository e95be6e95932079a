package dev.forge.runtime.local;

import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.EndingWaits;
import dev.forge.runtime.Verdict;
import dev.forge.runtime.local.Marks.Ending;
import dev.forge.runtime.local.Marks.Started;
import dev.forge.runtime.local.Marks.Why;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt as this worker sees it. Each look does what is due (TERM, KILL, the judgement), so that any worker goes
 * on where another was killed: nothing that matters is known here alone.
 */
final class LocalAttempt {
    /** After KILL a process ends in milliseconds; a supervisor that has not said so by then cannot. */
    private static final Duration SUPERVISOR_GRACE = Duration.ofSeconds(2);

    private final AttemptFolder folder;
    private final AttemptSpec spec;
    private final Processes processes;
    private final Signals signals;
    private final Duration grace;
    private final Clock clock;
    private final Optional<Process> supervisor;
    private boolean terminated;
    private boolean killed;

    LocalAttempt(
            AttemptFolder folder, AttemptSpec spec, Machine machine, Duration grace, Optional<Process> supervisor) {
        this.folder = folder;
        this.spec = spec;
        this.processes = machine.processes();
        this.signals = machine.signals();
        this.clock = machine.clock();
        this.grace = grace;
        this.supervisor = supervisor;
    }

    /** The supervisor, where this JVM started it and will be told of its end. */
    Optional<Process> supervisor() {
        return supervisor;
    }

    /** When the timeout will be over; empty until it has started. */
    Optional<Instant> deadline() throws IOException {
        return folder.marks()
                .started()
                .map(started -> started.at().plus(spec.task().timeout()));
    }

    /** Asks it to end, unless it has ended. */
    synchronized void end() throws IOException {
        if (!folder.isJudged() && folder.marks().exit().isEmpty()) {
            folder.makeEnding(Why.CANCELED);
        }
    }

    synchronized Verdict look() throws IOException {
        Optional<StepOutcome> judgement = folder.judgement();
        if (judgement.isPresent()) {
            return new Verdict.Ended(judgement.get());
        }
        if (!folder.isClaimed()) {
            folder.forestall();
        }
        Optional<ProcessIdentity> claimant = folder.claimant();
        // Before the marks: a supervisor that is seen to be gone has left all that it will ever leave.
        boolean supervised = claimant.isPresent() && processes.runs(claimant.get());
        if (!supervised) {
            folder.forestallStart();
        }
        Marks marks = folder.marks();
        return supervised && marks.exit().isEmpty()
                ? ongoing(marks, claimant.get())
                : conclude(marks, claimant, supervised);
    }

    private Verdict ongoing(Marks marks, ProcessIdentity claimant) throws IOException {
        if (marks.ending().isPresent()) {
            return pursue(marks, marks.ending().get(), claimant);
        }
        if (marks.started().isEmpty()) {
            return new Verdict.Pending(Waiting.passing("is being started", spec.launchedAt()));
        }
        Instant startedAt = marks.started().get().at();
        if (clock.instant().isBefore(startedAt.plus(spec.task().timeout()))) {
            return new Verdict.Running(startedAt);
        }
        folder.makeEnding(Why.TIMEOUT);
        return look();
    }

    private Verdict pursue(Marks marks, Ending ending, ProcessIdentity claimant) throws IOException {
        Instant now = clock.instant();
        Instant patience = ending.since().plus(grace);
        if (!terminated) {
            terminated = signal(Signals.TERM, marks.started());
        }
        if (!now.isBefore(patience) && !killed) {
            killed = signal(Signals.KILL, marks.started());
        }
        if (!now.isBefore(patience.plus(SUPERVISOR_GRACE))) {
            signals.kill(claimant, processes);
        }
        return new Verdict.Ending(
                now.isBefore(patience)
                        ? EndingWaits.asked("", ending.since(), grace)
                        : EndingWaits.killed("", patience, grace));
    }

    /** Only while the group's first process is there is its number certain to be the group's. */
    private boolean signal(String signal, Optional<Started> started) throws IOException {
        if (started.isEmpty() || !processes.runs(started.get().process())) {
            return false;
        }
        signals.sendToGroup(signal, started.get().process().pid());
        return true;
    }

    private Verdict conclude(Marks marks, Optional<ProcessIdentity> claimant, boolean supervised) throws IOException {
        List<ProcessHandle> left = processes.of(
                folder.mark(),
                marks.started().map(started -> started.process().pid()),
                supervised ? claimant : Optional.empty());
        boolean leads = !supervised && signal(Signals.KILL, marks.started());
        left.forEach(ProcessHandle::destroyForcibly);
        if (leads || !left.isEmpty()) {
            return new Verdict.Ending(Waiting.passing("what it left running is being killed", since(marks)));
        }
        boolean sameBoot =
                claimant.map(ProcessIdentity::boot).orElse(spec.boot()).equals(processes.boot());
        folder.judge(Outcomes.of(spec, marks, sameBoot, OutputFile.read(folder.output()), clock.instant()));
        return look();
    }

    private Instant since(Marks marks) {
        return marks.exit()
                .map(Marks.Exit::at)
                .or(() -> marks.ending().map(Ending::since))
                .orElse(spec.launchedAt());
    }
}
