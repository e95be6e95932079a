package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Lists;
import dev.forge.starter.harness.Steering.Ending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs are found by more than Temporal's visibility knows, without an archive. */
class FindIT {
    private static Installation forge;
    private static Lists lists;
    private static String ended;
    private static Instant between;
    private static String open;
    private static String other;

    @BeforeAll
    static void start() {
        forge = Installation.attended("found");
        lists = new Lists(forge.http());
        ended = forge.submit("weather", "{team: climate, host: Ward-7}");
        forge.end(ended, Ending.SUCCEED);
        between = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        open = forge.submit("weather", "{team: climate}");
        other = forge.submit("imaging", "{team: 'radio:logy'}");
        await().untilAsserted(() -> {
            assertThat(lists.ids("status=RUNNING")).hasSize(2);
            assertThat(lists.ids("status=SUCCEEDED")).hasSize(1);
        });
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void byLabelsOfWhichEachMustHaveItsValue() {
        assertThat(lists.ids("label=team=climate")).containsExactly(open, ended);
        assertThat(lists.ids("label=team=climate&label=host=Ward-7")).containsExactly(ended);
        assertThat(lists.ids("label=team=clim")).isEmpty();
        assertThat(lists.ids("label=team=radio:logy")).containsExactly(other);
    }

    @Test
    void byTextInTheIdOrInALabelsValueInCapitalsOrNot() {
        assertThat(lists.ids("text=WARD-7")).containsExactly(ended);
        assertThat(lists.ids("text=" + open.substring(3))).containsExactly(open);
        assertThat(lists.ids("text=host")).isEmpty();
    }

    @Test
    void byTheTimeOfTheStart() {
        assertThat(lists.ids("startedAfter=" + between)).containsExactly(other, open);
        assertThat(lists.ids("startedBefore=" + between)).containsExactly(ended);
        assertThat(lists.ids("startedAfter=2020-01-01T00:00:00%2B01:00&startedBefore=" + between))
                .containsExactly(ended);
    }

    @Test
    void byDurationOnlyThoseThatHaveEnded() {
        assertThat(lists.ids("maxDuration=1h")).containsExactly(ended);
        assertThat(lists.ids("minDuration=1h")).isEmpty();
        assertThat(lists.ids("minDuration=0s")).containsExactly(ended);
    }

    @Test
    void bySeveralStates() {
        assertThat(lists.ids("status=SUCCEEDED,running")).containsExactly(other, open, ended);
        assertThat(lists.ids("status=SUCCEEDED&status=QUEUED")).containsExactly(ended);
    }

    @Test
    void allThatIsAskedForTogetherAndPageByPage() {
        String query = "status=RUNNING,SUCCEEDED&pipeline=weather&label=team=climate";

        assertThat(lists.all(query, 1)).containsExactly(open, ended);
    }

    @Test
    void aRowTellsItsLabels() {
        assertThat(lists.page("text=" + other).at("/runs/0/labels/team").asText())
                .isEqualTo("radio:logy");
    }
}
