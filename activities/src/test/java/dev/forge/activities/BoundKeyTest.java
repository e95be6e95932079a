package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.Concurrency.Policy;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundKeyTest {
    private final Resolver resolver = new Resolver(RunPolicy.DEFAULT, (_, _) -> Optional.empty());

    @Test
    void theKeyIsWhatTheRunsValuesMakeOfIt() {
        assertThat(plan("{key: \"${parameters.customer}/${run.id}/$${run.id}\", limit: 2, policy: reject}", "acme")
                        .concurrency())
                .contains(new Concurrency(Optional.of("acme/run-1/${run.id}"), 2, Policy.REJECT));
    }

    @Test
    void withoutAKeyAllRunsOfThePipelineCountTogether() {
        Concurrency concurrency = plan("{}", "acme").concurrency().orElseThrow();

        assertThat(concurrency.keyIn("nightly")).isEqualTo("nightly");
        assertThat(concurrency).isEqualTo(new Concurrency(Optional.empty(), 1, Policy.QUEUE));
    }

    @Test
    void aKeyThatTheValuesSpoilIsRefused() {
        assertThat(refusal("{key: \"${parameters.customer}\"}", "\"\""))
                .isEqualTo("the key is empty once its parameters are put in");
        assertThat(refusal("{key: \"${parameters.customer}\"}", "x".repeat(1_025)))
                .isEqualTo("the key is longer than 1024 characters once its parameters are put in");
        assertThat(refusal("{key: \"${watch.key}\"}", "acme")).isEqualTo("${watch.key} has no value in this run");
    }

    private Resolution.Plan plan(String concurrency, String customer) {
        return (Resolution.Plan) resolve(concurrency, customer);
    }

    private String refusal(String concurrency, String customer) {
        Resolution.Refusal refusal = (Resolution.Refusal) resolve(concurrency, customer);
        assertThat(refusal.problems()).hasSize(1);
        return refusal.problems().getFirst().message();
    }

    private Resolution resolve(String concurrency, String customer) {
        String pipeline = """
                name: nightly
                parameters: {customer: %s}
                modules:
                  - {name: a, image: "a:1"}
                concurrency: %s
                """.formatted(customer, concurrency);
        return resolver.resolve(new Request("run-1", pipeline, Instant.EPOCH));
    }
}
