package dev.forge.starter.body;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads the body of {@code POST /jobs}: a job, or none. */
public final class JobBody {
    private JobBody() {}

    /** The job, refused with every mistake at once; empty where nothing was sent. */
    public static Optional<JobRequest> read(byte[] body) {
        String text = BodyText.of(body);
        if (text.isBlank()) {
            return Optional.empty();
        }
        return switch (JobParser.parse(text)) {
            case Asked.Valid<JobRequest>(JobRequest job) -> Optional.of(job);
            case Asked.Invalid<JobRequest>(List<Problem> problems) ->
                throw BodyText.refusal(text, ProblemCode.JOB_INVALID, problems);
        };
    }
}
