package dev.forge.archive.records;

import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which values of which results to list: those for which all of it is true.
 *
 * @param name the file's path below the workspace
 * @param since kept then or later
 * @param until kept earlier than that
 * @param states the run has ended in one of them; whether or not it has ended where there is none
 * @param path to the values in a result; a result that has none is left out
 */
public record ResultFilter(
        Optional<String> pipeline,
        Optional<String> run,
        Optional<String> step,
        Optional<String> name,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<RunState> states,
        ResultPath path,
        List<ResultCondition> conditions) {
    public ResultFilter {
        states = Set.copyOf(states);
        conditions = List.copyOf(conditions);
    }

    /** Of one run. */
    public static ResultFilter ofRun(String run, Optional<String> step, Optional<String> name) {
        return new ResultFilter(
                Optional.empty(),
                Optional.of(run),
                step,
                name,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ResultPath.WHOLE,
                List.of());
    }
}
