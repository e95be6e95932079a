package dev.forge.starter.watch;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.util.List;

/** Temporal with a fault that concerns the starts of some runs alone, or that is slow, as no real one can be made to be. */
final class UnstartableRuns implements ClientInterceptor {
    private volatile List<String> keys = List.of();
    private volatile Runnable atEach = () -> {};

    /** Of the objects of these keys. */
    void of(List<String> ofKeys) {
        keys = ofKeys;
    }

    /** Has something happen while each start is under way. */
    void atEach(Runnable work) {
        atEach = work;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void sendMessage(Q message) {
                if (message instanceof StartWorkflowExecutionRequest start) {
                    atEach.run();
                    if (isBroken(start)) {
                        throw Status.INTERNAL
                                .withDescription("a fault of one shard")
                                .asRuntimeException();
                    }
                }
                super.sendMessage(message);
            }
        };
    }

    private boolean isBroken(StartWorkflowExecutionRequest start) {
        String input = start.getInput().getPayloads(0).getData().toStringUtf8();
        return keys.stream().anyMatch(key -> input.contains('"' + key + '"'));
    }
}
