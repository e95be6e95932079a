package dev.forge.contract.workflow;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a Temporal namespace knows the search attributes of {@link RunAttributes}; without them Temporal
 * refuses to start a run. The starter and the worker both call it, in any order and at the same time.
 */
public final class SearchAttributes {
    /** A cluster that is asked for its schema answers in milliseconds; a person waits for no longer than this. */
    private static final long DEADLINE_SECONDS = 5;

    private SearchAttributes() {}

    /**
     * Adds what is missing.
     *
     * @throws StatusRuntimeException if Temporal does not answer (asking again later is right), or does not let this
     *     client change its namespace (then an operator adds them)
     */
    public static void ensure(WorkflowServiceStubs stubs, String namespace) {
        OperatorServiceStubsOptions options = OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults();
        OperatorServiceBlockingStub operator =
                OperatorServiceStubs.newServiceStubs(options).blockingStub();
        Map<String, IndexedValueType> missing = wanted();
        missing.keySet().removeAll(known(operator, namespace));
        if (!missing.isEmpty()) {
            add(operator, namespace, missing);
        }
    }

    private static Map<String, IndexedValueType> wanted() {
        Map<String, IndexedValueType> wanted = new LinkedHashMap<>();
        wanted.put(RunAttributes.PIPELINE.getName(), RunAttributes.PIPELINE.getValueType());
        wanted.put(RunAttributes.STATUS.getName(), RunAttributes.STATUS.getValueType());
        return wanted;
    }

    private static Set<String> known(OperatorServiceBlockingStub operator, String namespace) {
        return operator.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap()
                .keySet();
    }

    private static void add(
            OperatorServiceBlockingStub operator, String namespace, Map<String, IndexedValueType> missing) {
        AddSearchAttributesRequest request = AddSearchAttributesRequest.newBuilder()
                .setNamespace(namespace)
                .putAllSearchAttributes(missing)
                .build();
        try {
            operator.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).addSearchAttributes(request);
        } catch (StatusRuntimeException e) {
            // The other of starter and worker was quicker.
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
