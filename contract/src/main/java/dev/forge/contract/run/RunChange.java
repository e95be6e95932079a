package dev.forge.contract.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has changed of a step while the run was open.
 *
 * @param fields at least one, in the order of the pipeline file
 */
public record RunChange(Instant at, String step, List<Field> fields) {
    public RunChange {
        fields = List.copyOf(fields);
    }

    /**
     * One field; a long text is cut, and a secret is a reference as in the pipeline file.
     *
     * @param field {@code image}, {@code env.UNITS}, {@code resources.memory}
     * @param before empty where there was none
     * @param after empty where it was removed
     */
    public record Field(String field, Optional<String> before, Optional<String> after) {}
}
