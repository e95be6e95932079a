package dev.forge.contract.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.forge.contract.step.Failure;

/** What became of the files that a step was to leave as results. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kept")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResultsKept.All.class, name = "ALL"),
    @JsonSubTypes.Type(value = ResultsKept.None.class, name = "NONE")
})
public sealed interface ResultsKept {
    /** The archive has them all. */
    record All() implements ResultsKept {}

    /** One of them is not what was promised, so that none is kept. */
    record None(Failure failure) implements ResultsKept {}
}
