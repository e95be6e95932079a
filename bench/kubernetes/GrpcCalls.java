import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts a worker's requests to Temporal, by method. */
final class GrpcCalls implements ClientInterceptor {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        counts.computeIfAbsent(String.valueOf(method.getBareMethodName()), _ -> new LongAdder()).increment();
        return next.newCall(method, options);
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** By method, as one word. */
    String byMethod() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((method, count) -> sums.put(method, count.sum()));
        return sums.toString().replace(" ", "");
    }
}
