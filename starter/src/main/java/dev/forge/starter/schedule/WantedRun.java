package dev.forge.starter.schedule;

import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.run.RunKind;
import java.util.List;
import java.util.Optional;

/** What a schedule is to start, as a body says it beside the schedule's own fields. */
public sealed interface WantedRun permits WantedPipeline, WantedJob {
    /** By which door its runs come in. */
    RunKind kind();

    /** Where such schedules are called, on this server. */
    String door();

    /** The body's fields that say it. */
    List<String> fields();

    /** What is to be done instead of writing a field that others have. */
    Optional<String> remedy(String field);

    /** Whether the body says anything of it. */
    boolean isGiven();

    /** What a schedule is called where its body gives it no id. */
    Optional<String> name();

    /** The runs' input; mistakes are noted. Empty where there is none. */
    Optional<RunInput> read(List<Problem> problems);

    /** What it changes of that which a schedule starts now. */
    WantedRun over(Optional<RunInput> before);

    /** What was made of what can be read in more than one way, a sentence each. */
    List<String> notes();
}
