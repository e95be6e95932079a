package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A namespace that has no room for a pod. */
class QuotaE2E {
    private static final Map<String, String> NO_PODS = Map.of("pods", "0");

    private static Chain chain(String script, String... fields) {
        return Chain.named("quota").module("work", script, fields);
    }

    private static StepReport work(RunReport report) {
        return Installation.step(report, "work");
    }

    private static RunReport awaitQuota(Installation forge, String run) {
        return forge.await(
                run,
                report -> work(report)
                        .waiting()
                        .filter(each -> each.why().startsWith("quota few "))
                        .isPresent());
    }

    @Test
    void aQuotaIsWaitedForAndSaidAndTheTimeoutIsCountedFromTheContainersStart() throws Exception {
        try (Installation forge = Installation.in(Space.named("quota"))) {
            forge.startWorker();
            forge.space().quota("few", NO_PODS);
            Duration timeout = Duration.ofSeconds(5);
            String slow = forge.submit(chain("sleep 600", "timeout: 5s", "retry: {limit: 0}"));
            String run = forge.submit(chain("sleep 1", "timeout: 5s", "retry: {limit: 0}"));

            Waiting waiting = work(awaitQuota(forge, run)).waiting().orElseThrow();
            assertThat(waiting.why())
                    .contains("in namespace " + forge.space().name() + " is reached", "pods=1", "limited: pods=0");
            assertThat(waiting.since()).isAfter(Instant.now().minus(Installation.PATIENCE));
            assertThat(waiting.limit()).contains(Duration.ofHours(24));
            assertThat(waiting.remedy().orElseThrow())
                    .contains("ask whoever owns namespace " + forge.space().name(), "raise quota few");
            assertThat(work(forge.show(run)).attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.startedAt()).isEmpty());

            Awaitility.await()
                    .atMost(Installation.PATIENCE)
                    .until(() -> Instant.now().isAfter(waiting.since().plus(timeout.multipliedBy(2))));
            forge.space().quota("few", Map.of("pods", "5"));

            RunReport report = forge.awaitSuccess(run);
            AttemptReport attempt = work(report).attempts().getFirst();
            assertThat(work(report).attempts()).hasSize(1);
            assertThat(attempt.startedAt().orElseThrow())
                    .isAfter(attempt.launchedAt().plus(timeout));

            RunReport late = forge.awaitEnd(slow);
            assertThat(late.failure().orElseThrow().failure().category()).isEqualTo(Category.TIMEOUT);
            AttemptReport ran = work(late).attempts().getFirst();
            assertThat(ran.endedAt().orElseThrow())
                    .isAfterOrEqualTo(ran.startedAt().orElseThrow().plus(timeout));
        }
    }

    @Test
    void aQuotaThatStaysReachedFailsTheStepAfterItsLimit() throws Exception {
        try (Installation forge = Installation.in(Space.named("quota-short"))) {
            forge.with("FORGE_WAIT_QUOTA", "3s").startWorker();
            forge.space().quota("few", NO_PODS);

            RunReport report = forge.awaitEnd(forge.submit(chain("true")));

            assertThat(report.state()).isEqualTo(RunState.FAILED);
            assertThat(report.failure().orElseThrow().failure().category()).isEqualTo(Category.QUOTA);
            assertThat(report.failure().orElseThrow().sentence())
                    .contains("quota few in namespace " + forge.space().name() + " is reached", "raise quota few");
            assertThat(work(report).attempts()).hasSize(1);
        }
    }

    @Test
    @Tag("long")
    void aQuotaOnJobsIsWaitedForToo() throws Exception {
        try (Installation forge = Installation.in(Space.named("quota-jobs"))) {
            forge.startWorker();
            forge.space().quota("few", Map.of("count/jobs.batch", "0"));
            String run = forge.submit(chain("true"));

            Waiting waiting = forge.await(
                            run,
                            report -> work(report)
                                    .waiting()
                                    .filter(each -> each.why().contains("exceeded quota: few"))
                                    .isPresent())
                    .steps()
                    .getFirst()
                    .waiting()
                    .orElseThrow();
            assertThat(waiting.why()).contains("count/jobs.batch");
            forge.space().withoutQuota("few");

            forge.awaitSuccess(run);
        }
    }

    /** As long as there is no room for its tombstone, an attempt could still come once there is. */
    @Test
    @Tag("long")
    void aRunThatWaitsForAQuotaOnJobsIsCanceledOnceThereIsRoom() throws Exception {
        try (Installation forge = Installation.in(Space.named("quota-cancel"))) {
            forge.startWorker();
            forge.space().quota("few", Map.of("count/jobs.batch", "0"));
            String run = forge.submit(chain("true"));
            forge.await(run, report -> says(report, "exceeded quota: few"));

            forge.cancel(run);

            forge.await(
                    run,
                    report -> report.state() == RunState.CANCELING
                            && says(report, "from being launched late", "exceeded quota: few"));
            forge.space().withoutQuota("few");
            assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
            assertThat(forge.pods(run)).isEmpty();
        }
    }

    private static boolean says(RunReport report, String... words) {
        String all = report.reason().orElse("")
                + work(report).waiting().map(Waiting::why).orElse("");
        return Stream.of(words).allMatch(all::contains);
    }
}
