package dev.forge.standalone.engine;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.List;

/** Notices requests to the starter by what it asks of Temporal for them; what its worker asks by itself is none. */
record RequestProbe(Runnable noticed) implements ClientInterceptor {
    private static final List<String> ITS_OWN = List.of("PollActivity", "Respond", "Record");

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        String name = String.valueOf(method.getBareMethodName());
        if (ITS_OWN.stream().noneMatch(name::startsWith)) {
            noticed.run();
        }
        return next.newCall(method, options);
    }
}
