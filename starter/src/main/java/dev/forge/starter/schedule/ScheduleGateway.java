package dev.forge.starter.schedule;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.TemporalCalls;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.SchedulePatch;
import io.temporal.api.workflowservice.v1.CreateScheduleRequest;
import io.temporal.api.workflowservice.v1.DeleteScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.ListScheduleMatchingTimesRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesResponse;
import io.temporal.api.workflowservice.v1.PatchScheduleRequest;
import io.temporal.api.workflowservice.v1.UpdateScheduleRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.common.converter.DataConverter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The starter's calls to Temporal about schedules. */
@Singleton
class ScheduleGateway {
    private final TemporalCalls calls;

    ScheduleGateway(TemporalCalls calls) {
        this.calls = calls;
    }

    DataConverter converter() {
        return calls.converter();
    }

    /**
     * Makes a schedule.
     *
     * @return false where there is one of that id
     */
    boolean create(String id, Schedule schedule) {
        CreateScheduleRequest request = CreateScheduleRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setScheduleId(id)
                .setSchedule(schedule)
                .setRequestId(newCall())
                .build();
        try {
            calls.stub().createSchedule(request);
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return false;
            }
            throw failed(e);
        }
    }

    /** Empty where there is none. */
    Optional<DescribeScheduleResponse> describe(String id) {
        return ofOne(stub -> stub.describeSchedule(DescribeScheduleRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setScheduleId(id)
                .build()));
    }

    /**
     * Puts another schedule into the place of one; false where there is none.
     *
     * @param token of the description that it is made from: where the schedule has changed since, Temporal lets the
     *     update fall without a word; empty: whatever it has become
     */
    boolean update(String id, Schedule schedule, ByteString token) {
        return ofOne(stub -> stub.updateSchedule(UpdateScheduleRequest.newBuilder()
                        .setNamespace(calls.namespace())
                        .setScheduleId(id)
                        .setSchedule(schedule)
                        .setConflictToken(token)
                        .setRequestId(newCall())
                        .build()))
                .isPresent();
    }

    /** Pauses, triggers or backfills; false where there is none. */
    boolean patch(String id, SchedulePatch patch) {
        return patch(id, patch, newCall());
    }

    /** The same; of several with one request id Temporal takes one, for as long as it remembers that. */
    boolean patch(String id, SchedulePatch patch, String request) {
        return ofOne(stub -> stub.patchSchedule(PatchScheduleRequest.newBuilder()
                        .setNamespace(calls.namespace())
                        .setScheduleId(id)
                        .setPatch(patch)
                        .setRequestId(request)
                        .build()))
                .isPresent();
    }

    boolean delete(String id) {
        return ofOne(stub -> stub.deleteSchedule(DeleteScheduleRequest.newBuilder()
                        .setNamespace(calls.namespace())
                        .setScheduleId(id)
                        .build()))
                .isPresent();
    }

    /** The times of a schedule after one instant and up to another. */
    List<Instant> times(String id, Instant after, Instant until) {
        List<Timestamp> found = ofOne(
                        stub -> stub.listScheduleMatchingTimes(ListScheduleMatchingTimesRequest.newBuilder()
                                .setNamespace(calls.namespace())
                                .setScheduleId(id)
                                .setStartTime(ScheduleForm.timestamp(after))
                                .setEndTime(ScheduleForm.timestamp(until))
                                .build()))
                .map(answer -> answer.getStartTimeList())
                .orElse(List.of());
        return found.stream().map(ScheduleForm::instant).toList();
    }

    ListSchedulesResponse list(int limit, ByteString token) {
        try {
            return calls.stub()
                    .listSchedules(ListSchedulesRequest.newBuilder()
                            .setNamespace(calls.namespace())
                            .setMaximumPageSize(limit)
                            .setNextPageToken(token)
                            .build());
        } catch (StatusRuntimeException e) {
            throw failed(e);
        }
    }

    private <T> Optional<T> ofOne(Function<WorkflowServiceBlockingStub, T> call) {
        try {
            return Optional.of(call.apply(calls.stub()));
        } catch (StatusRuntimeException e) {
            if (TemporalCalls.isNotThere(e)) {
                return Optional.empty();
            }
            throw failed(e);
        }
    }

    private RuntimeException failed(StatusRuntimeException e) {
        RuntimeException fault = calls.failed(e);
        boolean refused = fault.equals(e) && e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT;
        return refused ? refusal(String.valueOf(e.getStatus().getDescription())) : fault;
    }

    private static Refusal refusal(String said) {
        return DefinitionReader.refusal(
                List.of(Problem.of("", "Temporal does not take it: " + said, "change what it names")));
    }

    private static String newCall() {
        return UUID.randomUUID().toString();
    }
}
