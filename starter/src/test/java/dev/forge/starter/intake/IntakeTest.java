package dev.forge.starter.intake;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.run.RunState;
import dev.forge.starter.intake.IntakeState.LastRefusal;
import dev.forge.starter.intake.IntakeState.Snapshot;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunSubmission.Accepted;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String JOB = "{\"jobName\": \"thumbs\", \"image\": \"thumbs:1\"}";

    private final List<RunKind> kinds = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Intake intake = intake("forge.requests", (kind, run, key) -> {
        kinds.add(kind);
        keys.add(key);
        return new Accepted(
                kind.prefix() + run.pipeline().name(),
                RunState.QUEUED,
                run.pipeline().name());
    });

    @Test
    void aJobIsAJobAndWhatHasAPipelineOrModulesIsARun() {
        assertThat(take(JOB)).isEqualTo(new Started("job.thumbs", "thumbs"));
        assertThat(take("{\"pipeline\": \"weather\"}")).isEqualTo(new Started("weather", "weather"));
        assertThat(take("{\"name\": \"a\", \"modules\": [{\"name\": \"m\", \"image\": \"m:1\"}]}"))
                .isEqualTo(new Started("a", "a"));
        assertThat(kinds).containsExactly(RunKind.JOB, RunKind.RUN, RunKind.RUN);
    }

    @Test
    void theSameIdIsTheSameKeyInOneQueueAndAnotherInAnother() {
        intake.take(message(JOB, "a"));
        intake.take(message(JOB, "a"));
        intake.take(message(JOB, "b"));
        intake("other", (_, _, key) -> {
                    keys.add(key);
                    return new Accepted("job.thumbs", RunState.QUEUED, "thumbs");
                })
                .take(message(JOB, "a"));

        assertThat(keys.get(1)).isEqualTo(keys.getFirst());
        assertThat(keys.subList(2, 4)).doesNotContain(keys.getFirst()).doesNotHaveDuplicates();
    }

    @Test
    void theReplyGoesWhereTheBodySaysOrElseWhereTheMessageSays() {
        List<Optional<QueueReply>> replies = new ArrayList<>();
        Intake asking = intake("q", (_, run, _) -> {
            replies.add(run.replyTo());
            return new Accepted("a", RunState.QUEUED, "a");
        });
        QueueReply theirs = new QueueReply(Broker.RABBITMQ, "theirs", Optional.of("17"));
        String named = "{\"jobName\": \"a\", \"image\": \"a:1\", \"replyTo\": {\"rabbitmq\": \"mine\"}}";

        asking.take(new Message(bytes(JOB), Optional.empty(), theirs.correlationId(), Optional.of(theirs)));
        asking.take(new Message(bytes(named), Optional.empty(), theirs.correlationId(), Optional.of(theirs)));
        asking.take(new Message(bytes(JOB), Optional.empty()));

        assertThat(replies)
                .containsExactly(
                        Optional.of(theirs),
                        Optional.of(new QueueReply(Broker.RABBITMQ, "mine", Optional.of("17"))),
                        Optional.empty());
    }

    @Test
    void theBodysCorrelationIdGoesBeforeTheMessages() {
        List<Optional<QueueReply>> replies = new ArrayList<>();
        Intake asking = intake("q", (_, run, _) -> {
            replies.add(run.replyTo());
            return new Accepted("a", RunState.QUEUED, "a");
        });
        String named = "{\"jobName\": \"a\", \"image\": \"a:1\","
                + " \"replyTo\": {\"rabbitmq\": \"mine\", \"correlationId\": \"18\"}}";

        asking.take(new Message(
                bytes(named),
                Optional.empty(),
                Optional.of("17"),
                Optional.of(new QueueReply(Broker.RABBITMQ, "theirs", Optional.empty()))));

        assertThat(replies).containsExactly(Optional.of(new QueueReply(Broker.RABBITMQ, "mine", Optional.of("18"))));
    }

    @Test
    void theSameRefusedMessageIsToldUnderTheSameId() {
        QueueReply theirs = new QueueReply(Broker.RABBITMQ, "theirs", Optional.of("17"));
        Message message = new Message(bytes("{}"), Optional.of("a"), theirs.correlationId(), Optional.of(theirs));
        Refused refused = (Refused) intake.take(message);

        RefusalReply reply = intake.reply(message, refused);

        assertThat(intake.reply(message, refused).id()).isEqualTo(reply.id());
        assertThat(intake.reply(new Message(bytes("{}"), Optional.empty()), refused)
                        .id())
                .isNotEqualTo(reply.id());
        assertThatJson(new String(reply.json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\": \"" + reply.id() + "\", \"state\": \"REFUSED\", \"code\": \"job_invalid\","
                        + " \"failure\": \"${json-unit.any-string}\", \"correlationId\": \"17\"}");
    }

    @Test
    void theReplyToALargeMessageTakesNoMemoryByItsSize() {
        Message large = new Message(new byte[32 * 1024 * 1024], Optional.empty());
        Refused refused = (Refused) intake.take(large);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        intake.reply(large, refused);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 * 1024 * 1024);
    }

    @Test
    void aBlankIdIsNone() {
        intake.take(message(JOB, " "));
        intake.take(message(JOB, " "));

        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
        assertThat(intake.state().snapshot().withoutId()).isEqualTo(2);
    }

    @Test
    void oneDeliveryWithoutAnIdIsOneRunHoweverOftenItIsTried() {
        Message delivery = new Message(bytes(JOB), Optional.empty());

        intake.take(delivery);
        intake.take(delivery);

        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    @ParameterizedTest
    @CsvSource({"INTERNAL", "UNIMPLEMENTED", "ABORTED", "DATA_LOSS", "UNKNOWN"})
    void whatLeavesOpenWhetherThereIsARunIsNoRefusal(Status.Code code) {
        Intake failing = intake("q", (_, _, _) -> {
            throw code.toStatus().asRuntimeException();
        });

        assertThatThrownBy(() -> failing.take(message(JOB, "a")))
                .isInstanceOf(NotTakenYet.class)
                .hasMessageContaining(code.name());
        assertThat(failing.state().snapshot().refused()).isEmpty();
    }

    @Test
    void whatTemporalCannotReadIsRefused() {
        Intake failing = intake("q", (_, _, _) -> {
            throw Status.INVALID_ARGUMENT.asRuntimeException();
        });

        assertThat(failing.take(message(JOB, "a")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.INTERNAL_ERROR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    not json                                              | SYNTAX_ERROR | line 1
                    jobName: thumbs                                       | SYNTAX_ERROR | not JSON
                    ``                                                    | SYNTAX_ERROR | this is not an object
                    []                                                    | SYNTAX_ERROR | this is not an object
                    {"jobName": "a", "image": "a:1"} {}                   | SYNTAX_ERROR | not JSON
                    {}                                                    | JOB_INVALID  | the job has no jobName
                    {"jobName": 7, "image": ["a"]}                        | JOB_INVALID  | /jobName
                    {"jobName": "a", "image": "A B"}                      | JOB_INVALID  | /image
                    {"jobName": "a", "image": "a:1", "timeOut": -1}       | JOB_INVALID  | /timeOut
                    {"jobName": "a", "image": "a:1", "inputBucket": "A_"} | JOB_INVALID  | /inputBucket
                    {"pipeline": {"name": "a"}}                           | RUN_REQUEST_INVALID | /pipeline
                    {"modules": []}                                       | PIPELINE_INVALID | name
                    """)
    void whatIsNoRequestIsRefusedWithItsCodeAndReason(String body, ProblemCode code, String reason) {
        assertThat(take(body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).contains(reason);
        });
        assertThat(kinds).isEmpty();
    }

    @Test
    void whatIsLargerThanACallMayBeIsRefusedUnread() {
        assertThat(intake.take(new Message(new byte[10 * 1024 * 1024], Optional.of("a"))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.BODY_TOO_LARGE));
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        assertThat(intake.take(new Message(new byte[] {'{', (byte) 0xff, '}'}, Optional.empty())))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("UTF-8"));
    }

    @Test
    void anIdThatCameWithAnotherBodyIsRefusedWithoutTheWordsOfHttp() {
        Intake reused = intake("q", (_, _, _) -> {
            throw Refusal.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key \"message\\n\" came with another request.");
        });

        assertThat(reused.take(message(JOB, "secret-id"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
            assertThat(refused.reason()).startsWith("The message's id").doesNotContain("secret-id");
        });
    }

    @Test
    void whileTemporalIsAwayNothingIsSaidOfTheMessage() {
        Intake away = intake("q", (_, _, _) -> {
            throw new TemporalUnavailable("Temporal cannot be reached", new IllegalStateException());
        });

        assertThatThrownBy(() -> away.take(message(JOB, "a")))
                .isInstanceOf(NotTakenYet.class)
                .hasMessage("Temporal cannot be reached");
        assertThat(away.state().snapshot().started()).isZero();
        assertThat(away.state().snapshot().refused()).isEmpty();
    }

    @Test
    void whatKeepsEveryMessageFromItsRunPutsNoneAside() {
        Intake broken = intake("q", (_, _, _) -> {
            throw new IllegalStateException("permission denied for table idempotency_keys");
        });

        assertThatThrownBy(() -> broken.take(message(JOB, "a")))
                .isInstanceOf(NotTakenYet.class)
                .hasMessageContaining("permission denied");
        assertThat(broken.state().snapshot().refused()).isEmpty();
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        String deep = "{\"modules\": " + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(take(deep)).isInstanceOf(Refused.class);
        assertThat(kinds).isEmpty();
    }

    @Test
    void whileAsManyRunsAreOpenAsMayBeOnlyWhatIsNoRequestIsTaken() {
        Intake full = intake("q", new RoomForRuns(Optional.of(3), () -> 3, Clock.systemUTC()), (_, _, _) -> {
            throw new AssertionError("is not to be started");
        });

        assertThatThrownBy(() -> full.take(message(JOB, "a")))
                .isInstanceOf(NotTakenYet.class)
                .hasMessageContaining("forge.intake.open-runs allows, 3");
        assertThat(full.take(message("{}", "b"))).isInstanceOf(Refused.class);
    }

    @Test
    void itCountsWhatBecameOfMessagesAndKeepsTheLastReasons() {
        take(JOB);
        intake.take(message(JOB, "a"));
        for (int number = 0; number < 12; number++) {
            take("{}");
        }
        take("x");

        Snapshot snapshot = intake.state().snapshot();
        assertThat(snapshot.started()).isEqualTo(2);
        assertThat(snapshot.withoutId()).isOne();
        assertThat(snapshot.refused())
                .containsOnly(Map.entry(ProblemCode.JOB_INVALID, 12L), Map.entry(ProblemCode.SYNTAX_ERROR, 1L));
        assertThat(snapshot.last()).hasSize(10);
        assertThat(snapshot.last())
                .first()
                .extracting(LastRefusal::at, LastRefusal::code)
                .containsExactly(NOON, ProblemCode.SYNTAX_ERROR);
    }

    @Test
    void theConnectionIsToldWithItsReasonAndSinceWhen() {
        IntakeState state = intake.state();
        assertThat(state.snapshot().connection().up()).isFalse();

        state.connected();
        assertThat(state.snapshot().connection().up()).isTrue();
        state.disconnected("the broker closed the connection");
        state.paused("Temporal cannot be reached");

        assertThat(state.snapshot().connection().why()).contains("the broker closed the connection");
        assertThat(state.snapshot().pause()).isPresent();
        state.resumed();
        assertThat(state.snapshot().pause()).isEmpty();
    }

    @Test
    void whatFollowsAnObjectOrIsInItTwiceIsNoRequest() {
        assertThat(take("{\"jobName\": \"a\", \"env\": {\"A\": \"1\", \"A\": \"2\"}, \"image\": \"a:1\"}"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains("line 1", "Duplicate field 'A'"));
        assertThat(take("{\"pipeline\": \"a\"} x")).isInstanceOf(Refused.class);
        assertThat(take("{\"pipeline\": \"a\", \"more\": [1, {")).isInstanceOf(Refused.class);
        assertThat(kinds).isEmpty();
    }

    private Taken take(String body) {
        return intake.take(new Message(bytes(body), Optional.empty()));
    }

    private static Message message(String body, String id) {
        return new Message(bytes(body), Optional.of(id));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Intake intake(String queue, Intake.Starting starting) {
        return intake(queue, new RoomForRuns(Optional.empty(), () -> 0, Clock.systemUTC()), starting);
    }

    private static Intake intake(String queue, RoomForRuns room, Intake.Starting starting) {
        Incidents incidents = new Incidents(RandomGenerator.getDefault());
        IntakeState state = new IntakeState("rabbitmq", queue, Clock.fixed(NOON, ZoneOffset.UTC));
        return new Intake(starting, room, new BodyReaders(), ReplyRule.NONE, incidents, state);
    }
}
