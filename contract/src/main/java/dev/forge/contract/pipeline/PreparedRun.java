package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A request brought together with its pipeline. Pure; the starter, the command line and {@code resolve} agree by it. */
public sealed interface PreparedRun {
    /** In chars; a key of S3 has at most 1,024 bytes, a path of Linux 4,096. */
    int LONGEST_ADDRESS = 8192;

    /**
     * A run that can be planned.
     *
     * @param spec with the request's source and sink, in which the parameters and the watch's object are bound
     * @param parameters a value for each that the pipeline declares
     * @param labels the pipeline's and the request's
     * @param watch the object for which a watch starts it
     */
    record Ready(
            PipelineSpec spec,
            Map<String, String> parameters,
            Map<String, String> labels,
            Optional<WatchedObject> watch)
            implements PreparedRun {
        /** The values of the expressions that name parameters, or the object of a watch. */
        public Map<String, String> values() {
            return PreparedRun.values(parameters, watch);
        }
    }

    /** All that is wrong; fields of the pipeline are told as below {@code /pipeline}. */
    record Flawed(List<Problem> problems) implements PreparedRun {
        public Flawed {
            problems = List.copyOf(problems);
        }
    }

    /** Brings a request and its pipeline together: the one it brings along, or the one that was found by its name. */
    static PreparedRun of(RunRequest request, PipelineSpec spec) {
        ParameterValues given = ParameterValues.of(spec.parameters(), request.parameters());
        List<Problem> problems = new ArrayList<>(given.problems());
        Map<String, String> values = values(given.values(), request.watch());
        Optional<SourceSpec> source = request.source().or(spec::source);
        Optional<SinkSpec> sink = request.sink().or(spec::sink);
        List<String> order = Stream.of(
                        source.map(_ -> "source").stream(),
                        spec.modules().stream().map(ModuleSpec::name),
                        Stream.of("sink"))
                .flatMap(names -> names)
                .toList();
        // Those of the pipeline itself were looked at when it was read.
        request.source().ifPresent(own -> {
            StepScope scope = StepScope.at(order, 0, spec);
            check("/source", own.from(), scope, problems);
            own.etag().ifPresent(etag -> check(EtagRules.POINTER, etag, scope, problems));
        });
        request.sink()
                .ifPresent(own -> check("/sink", own.to(), StepScope.at(order, order.size() - 1, spec), problems));
        source.filter(it -> Expressions.length(it.from(), values) > LONGEST_ADDRESS)
                .ifPresent(_ -> problems.add(problem(request.source().isPresent(), "/source", tooLong("the address"))));
        source.flatMap(SourceSpec::etag)
                .filter(it -> Expressions.length(it, values) > LONGEST_ADDRESS)
                .ifPresent(_ ->
                        problems.add(problem(request.source().isPresent(), EtagRules.POINTER, tooLong("the ETag"))));
        sink.filter(it -> Expressions.length(it.to(), values) > LONGEST_ADDRESS)
                .ifPresent(_ -> problems.add(problem(request.sink().isPresent(), "/sink", tooLong("the address"))));
        if (!problems.isEmpty()) {
            return new Flawed(problems);
        }
        Optional<SourceSpec> from = source.map(it -> it.map(text -> Expressions.bind(text, values)));
        Optional<SinkSpec> to =
                sink.map(it -> new SinkSpec(Expressions.bind(it.to(), values), it.include(), it.exclude()));
        from.flatMap(it -> StorageUri.sourceComplaint(it.from()))
                .ifPresent(it -> problems.add(problem(request.source().isPresent(), "/source", it)));
        from.flatMap(PreparedRun::etagComplaint)
                .ifPresent(it -> problems.add(problem(request.source().isPresent(), EtagRules.POINTER, it)));
        to.flatMap(it -> StorageUri.sinkComplaint(it.to()))
                .ifPresent(it -> problems.add(problem(request.sink().isPresent(), "/sink", it)));
        return problems.isEmpty()
                ? new Ready(spec.at(from, to), given.values(), request.labelsOver(spec.labels()), request.watch())
                : new Flawed(problems);
    }

    private static void check(String pointer, String text, StepScope scope, List<Problem> problems) {
        ExpressionRules.check(text, scope).forEach(complaint -> problems.add(problem(true, pointer, complaint)));
    }

    private static Problem problem(boolean requestsOwn, String pointer, Complaint complaint) {
        return Problem.of(requestsOwn ? pointer : "/pipeline" + pointer, complaint.message(), complaint.fix());
    }

    private static Optional<Complaint> etagComplaint(SourceSpec source) {
        return source.etag()
                .flatMap(etag -> EtagRules.complaint(etag).or(() -> EtagRules.placeComplaint(source.from())));
    }

    private static Complaint tooLong(String what) {
        return new Complaint(
                what + " is longer than " + LONGEST_ADDRESS + " characters once its values are put in",
                "give shorter values");
    }

    private static Map<String, String> values(Map<String, String> parameters, Optional<WatchedObject> watch) {
        Map<String, String> values = new HashMap<>();
        parameters.forEach((name, value) -> values.put("parameters." + name, value));
        watch.ifPresent(object -> values.putAll(object.values()));
        return Map.copyOf(values);
    }
}
