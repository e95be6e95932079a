package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a step whose workspace is restored finds in it. */
abstract class RestoreContract extends RuntimeContract {
    private static final String SPOIL = "cd $FORGE_DATA; echo spoilt > given; echo more > left; mkdir new; rm -rf old";
    private static final String TELL = "cd $FORGE_DATA; (cat given old/file; ls -A | tr '\\n' ' ') > $FORGE_OUTPUT";

    RestoreContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void aRetryFindsWhatTheFirstAttemptFound() throws Exception {
        fill();
        failure(outcome(tasks().restored().sh(SPOIL + "; exit 1")));
        failure(outcome(tasks().restored().attempt(2).sh(SPOIL + "; exit 1")));

        assertThat(output(outcome(tasks().restored().attempt(3).sh(TELL)))).isEqualTo("given\nkept\ngiven old ");
    }

    @Test
    void withoutItARetryFindsWhatWasLeftBehind() throws Exception {
        fill();
        failure(outcome(tasks().sh(SPOIL + "; exit 1")));

        assertThat(output(outcome(tasks().attempt(2).sh("cat $FORGE_DATA/given > $FORGE_OUTPUT"))))
                .isEqualTo("spoilt\n");
    }

    @Test
    void whatASucceededAttemptDidStays() throws Exception {
        fill();
        outcome(tasks().restored().sh("echo done > $FORGE_DATA/given"));

        assertThat(look("cat given")).isEqualTo("done");
    }

    @Test
    void eachStepIsGivenBackWhatItFoundItself() throws Exception {
        fill();
        outcome(tasks().as("first").restored().sh("echo of-the-first > $FORGE_DATA/given"));
        failure(outcome(tasks().as("second").restored().sh(SPOIL + "; exit 1")));

        assertThat(output(outcome(
                        tasks().as("second").restored().attempt(2).sh("cat $FORGE_DATA/given > $FORGE_OUTPUT"))))
                .isEqualTo("of-the-first\n");
    }

    @Test
    void anotherExecutionFindsWhatIsThereNow() throws Exception {
        fill();
        failure(outcome(tasks().restored().sh("echo before-the-reset > $FORGE_DATA/given; exit 1")));

        assertThat(output(outcome(
                        tasks().by("execution-2").restored().attempt(2).sh("cat $FORGE_DATA/given > $FORGE_OUTPUT"))))
                .isEqualTo("before-the-reset\n");
    }

    @Test
    void aDisruptedAttemptIsFollowedByWhatTheFirstFoundToo() throws Exception {
        fill();
        Launched lost = runtime.launch(tasks().restored().sh(SPOIL + "; " + BEATS));
        awaitFile("beats");
        lab.lose(lost);
        assertThat(ended(another, lost)).isInstanceOf(StepOutcome.Disrupted.class);

        assertThat(output(outcome(tasks().restored().attempt(2).sh(TELL)))).isEqualTo("given\nkept\ngiven old ");
    }

    @Test
    void linksAndNamesOfAnyKindComeBack() throws Exception {
        outcome(tasks().as("before").sh("cd $FORGE_DATA; echo x > ' a b'; echo y > .hidden; ln -s ' a b' link"));
        failure(outcome(tasks().restored().sh("rm -rf $FORGE_DATA/.hidden $FORGE_DATA/link $FORGE_DATA/*; exit 1")));

        assertThat(output(outcome(tasks().restored()
                        .attempt(2)
                        .sh("cd $FORGE_DATA; (cat link .hidden; [ -L link ] && echo linked) > $FORGE_OUTPUT"))))
                .isEqualTo("x\ny\nlinked\n");
    }

    private void fill() throws InterruptedException {
        outcome(tasks().as("before").sh("cd $FORGE_DATA; echo given > given; mkdir old; echo kept > old/file"));
    }
}
