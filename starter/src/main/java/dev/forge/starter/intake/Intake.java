package dev.forge.starter.intake;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.RunKey;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.starter.body.BodyText;
import dev.forge.starter.body.JobBody;
import dev.forge.starter.body.JsonBody;
import dev.forge.starter.body.RunBody;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunSubmission.Accepted;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Makes runs of the messages of one queue. */
public final class Intake {
    /** As much as {@code POST /runs} reads. */
    public static final int LARGEST_BODY = 1024 * 1024;

    private static final String ADVICE =
            "send {\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"} or a run request, as JSON";

    /** By which a full run request is told from a job; no job has a field of such a name. */
    private static final Set<String> FIELDS_OF_RUNS = Set.of("pipeline", "modules", "apiVersion");

    /** Whoever sends by the thousand does not look at each in the cluster; its log and outcome are kept elsewhere. */
    private static final Duration JOBS_KEPT = Duration.ofSeconds(30);

    /** All characters of the digest: it decides between two people's work. */
    private static final int KEY_LENGTH = 50;

    /** 130 bits: no two are ever the same. */
    private static final int REPLY_ID_LENGTH = 26;

    private final Starting starting;
    private final RoomForRuns room;
    private final BodyReaders readers;
    private final ReplyRule replies;
    private final Incidents incidents;
    private final IntakeState state;

    Intake(
            Starting starting,
            RoomForRuns room,
            BodyReaders readers,
            ReplyRule replies,
            Incidents incidents,
            IntakeState state) {
        this.starting = starting;
        this.room = room;
        this.readers = readers;
        this.replies = replies;
        this.incidents = incidents;
        this.state = state;
    }

    /** Starts a run, or finds that of the key. */
    @FunctionalInterface
    interface Starting {
        Accepted start(RunKind kind, RunRequest run, String key);
    }

    /** Whither answers to its messages may go. */
    public ReplyRule replies() {
        return replies;
    }

    /** What the adapter tells of its broker. */
    public IntakeState state() {
        return state;
    }

    /**
     * Starts the message's run, or finds it where the message was here before. A message without an id makes a run
     * whenever it comes.
     *
     * @throws NotTakenYet where it must come again: nobody knows whether there is a run now, or there is no room for one
     */
    public Taken take(Message message) {
        Taken taken = taken(message);
        state.count(message, taken);
        return taken;
    }

    /** What is told to the sender of a message that was refused; the same bytes each time that it comes. */
    public RefusalReply reply(Message message, Refused refused) {
        String origin = state.broker() + "\n" + state.queue() + "\n";
        String told = message.id()
                .filter(_ -> !message.hasUnreadableId())
                .map(id -> "id " + id)
                .orElseGet(() -> "body " + RunKey.digest(message.body(), KEY_LENGTH));
        return RefusalReply.of(
                "refused-" + RunKey.digest(origin + told, REPLY_ID_LENGTH), refused, message.correlationId());
    }

    private Taken taken(Message message) {
        try {
            checkId(message);
            Wanted wanted = readers.read(() -> wanted(message.body()));
            Accepted accepted = start(wanted.kind(), replying(wanted.run(), message), key(message.known()));
            return new Started(accepted.id(), accepted.pipeline());
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private static void checkId(Message message) {
        if (message.hasUnreadableId()) {
            throw Refusal.of(
                    ProblemCode.RUN_REQUEST_INVALID,
                    "The message's id is not in UTF-8 (it holds U+FFFD, which stands for what cannot be read), so two ids"
                            + " may look like one: write it in UTF-8, a UUID as its 36 characters.");
        }
    }

    /**
     * A fault here says nothing of the message, which has been read: an archive whose disk is full, a role that may not write,
     * an answer of Temporal that leaves open whether there is a run. All messages would meet it, so each of them waits. Only
     * what Temporal cannot read is the message's own.
     */
    private Accepted start(RunKind kind, RunRequest run, String key) {
        try {
            room.enter();
            return starting.start(kind, run, key);
        } catch (Refusal | NotTakenYet said) {
            throw said;
        } catch (TemporalUnavailable | ArchiveUnavailable away) {
            throw new NotTakenYet(String.valueOf(away.getMessage()), away);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
                throw defect(e);
            }
            throw new NotTakenYet("Temporal has not said whether it has the run (" + e.getStatus() + ")", e);
        } catch (RuntimeException e) {
            throw new NotTakenYet("a run cannot be started (" + e + ")", e);
        }
    }

    /** Among the refused it is kept, and can be moved back. */
    private Refusal defect(Throwable defect) {
        return Refusal.of(
                ProblemCode.INTERNAL_ERROR,
                incidents.report("message of " + state.queue(), defect).detail());
    }

    private RunRequest replying(RunRequest run, Message message) {
        return run.replyTo()
                .or(() -> message.replyTo().map(Intake::lasting))
                .map(this::allowed)
                .map(reply -> run.replyingTo(answering(reply, message)))
                .orElse(run);
    }

    /** A body may say where its sender waits, and leave it to the message what it waits for. */
    private static QueueReply answering(QueueReply reply, Message message) {
        return new QueueReply(
                reply.broker(), reply.queue(), reply.correlationId().or(message::correlationId));
    }

    private static QueueReply lasting(QueueReply reply) {
        if (reply.broker() == Broker.RABBITMQ && QueueReply.isDirect(reply.queue())) {
            throw Refusal.of(
                    ProblemCode.RUN_REQUEST_INVALID,
                    "The message's reply_to is a direct one (" + QueueReply.DIRECT
                            + "), which ends with its sender's channel, and a run may outlive it: declare a queue, and"
                            + " name that.");
        }
        return reply;
    }

    private QueueReply allowed(QueueReply reply) {
        Optional<String> refusal = replies.refusal(reply);
        if (refusal.isPresent()) {
            throw Refusal.of(ProblemCode.RUN_REQUEST_INVALID, "Of the run's end, " + refusal.get() + ".");
        }
        return reply;
    }

    private record Wanted(RunKind kind, RunRequest run) {}

    private Wanted wanted(byte[] body) {
        try {
            return read(body);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException | StackOverflowError e) {
            // The same bytes would be read to the same end.
            throw defect(e);
        }
    }

    private static Wanted read(byte[] body) {
        if (body.length > LARGEST_BODY) {
            throw Refusal.of(
                    ProblemCode.BODY_TOO_LARGE,
                    "The message has " + body.length + " bytes: keep it under 1 MiB, and its data in a bucket.");
        }
        return JsonBody.hasAny(FIELDS_OF_RUNS, body, ADVICE)
                ? new Wanted(RunKind.RUN, RunBody.read(body))
                : new Wanted(RunKind.JOB, job(body).keepingJobs(JOBS_KEPT).run());
    }

    private static JobRequest job(byte[] body) {
        return JobBody.read(body).orElseThrow(() -> BodyText.syntaxError(Problem.of("", "there is none", ADVICE)));
    }

    /** No key of a call over HTTP holds a line's end, so the two never meet. */
    private String key(String id) {
        return "message\n" + RunKey.digest(state.broker() + "\n" + state.queue() + "\n" + id, KEY_LENGTH);
    }

    private static Refused refused(Refusal refusal) {
        return new Refused(
                refusal.code(),
                switch (refusal.code()) {
                    case IDEMPOTENCY_KEY_REUSED ->
                        "The message's id came with another body before: give each message an id of its own.";
                    case RUN_FORGOTTEN ->
                        "The message was here before, and of its run nothing is kept any more: send a new message,"
                                + " with a new id, for a new run.";
                    default -> refusal.document().detail();
                });
    }
}
