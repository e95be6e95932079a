package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Lists runs, as Temporal's visibility has them: a moment late, open ones before those that have ended. */
@Singleton
public class RunList {
    private final TemporalGateway temporal;

    RunList(TemporalGateway temporal) {
        this.temporal = temporal;
    }

    /**
     * A part of the list.
     *
     * @param next where it goes on; empty at its end
     */
    public record Page(List<RunSummary> runs, Optional<String> next) {
        public Page {
            runs = List.copyOf(runs);
        }
    }

    public Page first(RunFilter filter, int limit) {
        return page(filter, limit, ByteString.EMPTY);
    }

    public Page after(String cursor, RunFilter filter, int limit) {
        return Cursor.read(cursor, filter)
                .map(token -> page(filter, limit, token))
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.QUERY_PARAMETER_INVALID,
                        "This cursor is not one of this list: use \"next\" of an answer to the same status and"
                                + " pipeline, or leave cursor out to begin again."));
    }

    private Page page(RunFilter filter, int limit, ByteString token) {
        ListWorkflowExecutionsResponse found = temporal.list(filter.query(), limit, token);
        List<RunSummary> runs = found.getExecutionsList().stream()
                .map(info -> new Execution(info, temporal.converter()).summary())
                .toList();
        ByteString next = found.getNextPageToken();
        return new Page(runs, next.isEmpty() ? Optional.empty() : Optional.of(Cursor.of(next, filter)));
    }
}
