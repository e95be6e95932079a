package dev.forge.standalone.engine;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.regex.Pattern;

/** Notices requests to the starter by what it asks of Temporal for them. */
record RequestProbe(Runnable noticed) implements ClientInterceptor {
    /** What the starter asks by itself, for the task queue that it serves. */
    private static final Pattern OF_A_WORKER = Pattern.compile("Poll.*|Respond.*|Record.*Heartbeat|ShutdownWorker");

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (!OF_A_WORKER.matcher(String.valueOf(method.getBareMethodName())).matches()) {
            noticed.run();
        }
        return next.newCall(method, options);
    }
}
