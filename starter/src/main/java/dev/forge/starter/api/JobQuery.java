package dev.forge.starter.api;

import dev.forge.archive.records.RunFilter;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunKind;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/** What {@code GET /jobs} is asked for. */
record JobQuery(RunFilter filter, int limit, Optional<String> cursor) {

    static JobQuery of(HttpParameters sent) {
        QueryParameters query =
                new QueryParameters(sent, List.of("status", "name", "limit", "cursor"), List.of("status"));
        RunFilter jobs = RunFilter.all()
                .beginningWith(RunKind.JOB.prefix())
                .in(RunQuery.states(query).toArray(RunState[]::new));
        RunFilter filter = query.text("name").map(jobs::of).orElse(jobs);
        return new JobQuery(filter, query.limit(), query.text("cursor"));
    }
}
