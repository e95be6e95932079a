package dev.forge.standalone.engine;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

/** Notices requests to the starter by what it asks of Temporal for them. */
record RequestProbe(Runnable noticed) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        noticed.run();
        return next.newCall(method, options);
    }
}
