package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.StepTask;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a module finds around it. */
abstract class EnvironmentContract extends RuntimeContract {
    private static final String SAYS = "printf '%s' \"$*\" > $FORGE_OUTPUT";

    EnvironmentContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void aModuleKnowsWhichAttemptItIs() throws Exception {
        StepTask task =
                tasks().as("monthly").attempt(7).sh("echo $FORGE_RUN_ID $FORGE_STEP $FORGE_ATTEMPT > $FORGE_OUTPUT");

        assertThat(output(outcome(task))).isEqualTo(run + " monthly 7\n");
    }

    @Test
    void theWorkspaceIsSharedByTheStepsOfARunAndByNoOther() throws Exception {
        outcome(tasks().as("first").sh("echo text > $FORGE_DATA/file"));

        assertThat(output(outcome(tasks().as("second").sh("cat $FORGE_DATA/file > $FORGE_OUTPUT"))))
                .isEqualTo("text\n");
        StepTask elsewhere =
                Tasks.of(lab.image(), "another-" + run).sh("ls -A $FORGE_DATA | wc -l | tr -d ' ' > $FORGE_OUTPUT");
        assertThat(output(outcome(elsewhere))).isEqualTo("0\n");
    }

    @Test
    void aModuleGetsItsOwnEnvironmentByteForByte() throws Exception {
        StepTask task = tasks().with("UNITS", "metric")
                .with("TEXT", " a  b\n$HOME `x` \"q\" 'p' \\ ")
                .sh("printf '%s|%s' \"$UNITS\" \"$TEXT\" > $FORGE_OUTPUT");

        assertThat(output(outcome(task))).isEqualTo("metric| a  b\n$HOME `x` \"q\" 'p' \\ ");
    }

    @Test
    void aVariableMayBearANameThatShellsDoNotKnowOrKeepForThemselves() throws Exception {
        StepTask task = tasks().with("with.dots-and-dashes", "odd")
                .with("UID", "77")
                .with("RANDOM", "not")
                .with("IFS", ":")
                .task(List.of("env"), List.of());

        outcome(task);

        assertThat(log(task.attempt()).lines()).contains("with.dots-and-dashes=odd", "UID=77", "RANDOM=not", "IFS=:");
    }

    @Test
    void argumentsArriveAsTheyWereWritten() throws Exception {
        StepTask task = tasks().sh("printf '[%s]' \"$@\" > $FORGE_OUTPUT", "", " a  b ", "*", "'", "\\n", "line\nline");

        assertThat(output(outcome(task))).isEqualTo("[][ a  b ][*]['][\\n][line\nline]");
    }

    @Test
    void referencesExpandInArgumentsAsKubernetesDoesIt() throws Exception {
        StepTask task = tasks().with("UNITS", "metric")
                .sh(SAYS, "$(UNITS)", "$$(UNITS)", "$(NO_SUCH)", "a$(UNITS)$(FORGE_STEP)", "$(", "$5", "$$$(UNITS)");

        assertThat(output(outcome(task))).isEqualTo("metric $(UNITS) $(NO_SUCH) ametricmodule $( $5 $metric");
    }

    @Test
    void theWorkspaceCanBeNamedInCommandArgumentsAndEnvironment() throws Exception {
        outcome(tasks().as("before").sh("echo text > $FORGE_DATA/file"));
        StepTask task = tasks().with("FILE", "$(FORGE_DATA)/file")
                .task(
                        List.of("sh", "-c", "cat $(FORGE_DATA)/file \"$FILE\" \"$1\" > $FORGE_OUTPUT", "sh"),
                        List.of("$(FILE)"));

        assertThat(output(outcome(task))).isEqualTo("text\ntext\ntext\n");
    }

    @Test
    void aVariableCanReferToThoseBeforeIt() throws Exception {
        StepTask task =
                tasks().with("A", "1").with("B", "$(A)2$(C)").with("C", "3").sh(SAYS, "$(B)");

        assertThat(output(outcome(task))).isEqualTo("12$(C)");
    }

    @Test
    void aModuleStartsInItsWorkspace() throws Exception {
        outcome(tasks().as("before").sh("echo text > file"));

        assertThat(output(outcome(tasks().sh("cat $FORGE_DATA/file > $FORGE_OUTPUT"))))
                .isEqualTo("text\n");
    }

    @Test
    void aModuleReadsNothingFromItsInput() throws Exception {
        assertThat(output(outcome(tasks().sh("wc -c | tr -d ' ' > $FORGE_OUTPUT"))))
                .isEqualTo("0\n");
    }
}
