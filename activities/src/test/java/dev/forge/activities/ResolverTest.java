package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.StepPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Resolver resolver = new Resolver(RunPolicy.DEFAULT, (_, _) -> Optional.empty());

    @Test
    void resultsWithoutAnArchiveAreRefused() {
        Resolver without = new Resolver(RunPolicy.DEFAULT, new ArchivedPipelines(Archive.absent()));
        Request request = new Request(
                "run-1",
                "{\"name\": \"a\", \"modules\": [{\"name\": \"m\", \"image\": \"i\", \"results\": [\"a.json\"]}]}",
                Instant.EPOCH);

        assertThat(without.resolve(request))
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.message())
                                        .isEqualTo("module m has results, and there is no archive that keeps them")));
        assertThat(resolver.resolve(request))
                .isInstanceOfSatisfying(
                        Resolution.Plan.class,
                        plan -> assertThat(plan.steps().getFirst().results()).containsExactly("a.json"));
    }

    @Test
    void sourceModulesAndSinkBecomeStepsInTheirOrder() {
        Resolution.Plan plan = plan("""
                name: weather
                source: s3://weather/in/seattle.zip
                modules:
                  - {name: monthly, image: "weather-monthly:1", timeout: 2m}
                  - {name: chart, image: "weather-chart:1"}
                sink: {to: "s3://weather/out/${run.id}.zip", exclude: ["*.tmp"]}
                """);

        assertThat(plan.pipeline()).isEqualTo("weather");
        assertThat(plan.steps()).extracting(StepPlan::name).containsExactly("source", "monthly", "chart", "sink");
        assertThat(plan.steps())
                .extracting(StepPlan::kind)
                .containsExactly(StepKind.SOURCE, StepKind.MODULE, StepKind.MODULE, StepKind.SINK);
        assertThat(plan.steps().getFirst().args())
                .containsExactly("source", "--from", "s3://weather/in/seattle.zip", "--unpack", "auto");
        assertThat(plan.steps().get(1).timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.steps().getLast().args())
                .containsExactly("sink", "--to", "s3://weather/out/run-1.zip", "--exclude", "*.tmp");
    }

    @Test
    void theVersionOfTheSourceIsHandedOnWhereOneIsSaid() {
        assertThat(plan("""
                        {"pipeline": {"name": "p", "modules": [{"name": "a", "image": "a:1"}]},
                         "source": {"from": "s3://weather/${watch.key}", "etag": "${watch.etag}"},
                         "watch": {"bucket": "weather", "key": "a.zip", "etag": "5d41-2", "size": 5}}
                        """).steps().getFirst().args())
                .containsExactly("source", "--from", "s3://weather/a.zip", "--unpack", "auto", "--etag=5d41-2");
    }

    @Test
    void theVersionOfAPrefixIsRefusedOnceItsAddressIsKnown() {
        Resolution refused = resolver.resolve(request("""
                {"pipeline": {"name": "p", "parameters": {"place": {}, "etag": {}},
                              "source": {"from": "s3://weather/${parameters.place}", "etag": "${parameters.etag}"},
                              "modules": [{"name": "a", "image": "a:1"}]},
                 "parameters": {"place": "in/", "etag": "5d41"}}
                """));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.pointer()).isEqualTo("/pipeline/source/etag");
                                    assertThat(problem.message()).contains("s3://weather/in/ stands for many");
                                }));
    }

    @Test
    void theRunsOwnNamesAreBoundAndAStepsOutputIsLeftForItsTime() {
        Resolution.Plan plan = plan("""
                name: p
                modules:
                  - {name: a, image: "a:1", env: {ID: "${run.id}", AT: "${run.scheduledAt}", HOME: "${HOME}"}}
                  - {name: b, image: "b:1", args: ["${steps.a.output}"]}
                """);

        assertThat(plan.steps().getFirst().env())
                .containsEntry("ID", EnvValue.text("run-1"))
                .containsEntry("AT", EnvValue.text("2026-11-21T12:00:00Z"))
                .containsEntry("HOME", EnvValue.text("${HOME}"));
        assertThat(plan.steps().getLast().args()).containsExactly("${steps.a.output}");
    }

    @Test
    void theLogOfAJobIsPutIntoItsOutputBucketUnderTheJobsNameAndTheRunsId() {
        Resolution.Plan job = plan("""
                name: thumbs
                modules: [{name: thumbs, image: "thumbs:1", objectStore: true, env: {OUTPUT_BUCKET: small}}]
                """);
        Resolution.Plan pipeline = plan("""
                name: thumbs
                modules: [{name: thumbs, image: "thumbs:1", objectStore: true, env: {OUTPUT_BUCKET: small}}]
                sink: s3://out/x.zip
                """);

        assertThat(job.logTo()).contains(new LogTarget("small", "thumbs/run-1.log"));
        assertThat(pipeline.logTo()).isEmpty();
    }

    @Test
    void theNamespaceIsEveryStepsAndWhatAModuleAsksOfKubernetesIsItsOwn() {
        Resolution.Plan plan = plan("""
                name: p
                namespace: team-a
                source: s3://input/x.zip
                modules:
                  - {name: a, image: "a:1", restore: true, kubernetes: {serviceAccount: reader}}
                sink: s3://out/x.zip
                """);

        assertThat(plan.steps())
                .extracting(step -> step.kubernetes().namespace())
                .containsOnly(Optional.of("team-a"));
        assertThat(plan.steps().get(1).kubernetes().serviceAccount()).contains("reader");
        assertThat(plan.steps()).extracting(StepPlan::restore).containsExactly(false, true, false);
    }

    @Test
    void theBucketsReachAModuleThatAsksForTheObjectStore() {
        Resolution.Plan plan = plan("""
                name: p
                source: s3://in-${run.id}/x.zip
                modules:
                  - {name: a, image: "a:1", objectStore: true}
                  - {name: b, image: "b:1", objectStore: true, env: {OUTPUT_BUCKET: mine}}
                  - {name: c, image: "c:1"}
                sink: s3://out/x.zip
                """);

        assertThat(plan.steps().get(1).env())
                .isEqualTo(Map.of("INPUT_BUCKET", EnvValue.text("in-run-1"), "OUTPUT_BUCKET", EnvValue.text("out")));
        assertThat(plan.steps().get(2).env()).containsEntry("OUTPUT_BUCKET", EnvValue.text("mine"));
        assertThat(plan.steps().get(3).env()).isEmpty();
        assertThat(plan.steps()).extracting(StepPlan::objectStore).containsExactly(false, true, true, false, false);
    }

    @Test
    void aBucketThatIsNoneOrOnlyALaterStepKnowsIsLeftOut() {
        Resolution.Plan plan = plan("""
                name: p
                source: file:///in
                modules:
                  - {name: a, image: "a:1", objectStore: true}
                sink: s3://${steps.a.output}/x.zip
                """);

        assertThat(plan.steps().get(1).env()).isEmpty();
    }

    @Test
    void aRawContainerTakesExpressionsToo() {
        Resolution.Plan plan = plan("""
                name: p
                modules:
                  - {name: a, container: {image: "a:1", args: ["${run.id}", "${HOME}"]}}
                """);

        assertThat(plan.steps().getFirst().image()).isEqualTo("a:1");
        assertThat(plan.steps().getFirst().kubernetes().containers().getFirst().path("args"))
                .hasToString("[\"run-1\",\"${HOME}\"]");
    }

    @Test
    void aWorkspaceThatNoSinkTakesAwayIsKeptAfterSuccessToo() {
        String withoutSink = "{\"name\": \"p\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}";
        String withSink = withoutSink.replace("]}", "], \"sink\": \"s3://bucket/out.zip\"}");

        assertThat(plan(withoutSink).keepAfterSuccess()).isEqualTo(RunPolicy.DEFAULT.keepWorkspace());
        assertThat(plan(withSink).keepAfterSuccess()).isZero();
    }

    @Test
    void whatOnlyAWatchGivesIsRefusedInARunThatNoWatchStarted() {
        Resolution refused = resolver.resolve(request("""
                name: p
                modules:
                  - {name: a, image: "a:1", env: {KEY: "${watch.key}", ETAG: "${watch.etag}"}}
                """));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "${watch.etag} has no value in this run",
                                        "${watch.key} has no value in this run"));
    }

    @Test
    void theObjectForWhichAWatchStartsARunIsPutInByteForByte() {
        Resolution.Plan plan = plan(
                "{\"pipeline\": {\"name\": \"p\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\","
                        + " \"env\": {\"KEY\": \"${watch.key}\", \"SIZE\": \"${watch.size}\"}}]},"
                        + " \"source\": \"s3://${watch.bucket}/${watch.key}\","
                        + " \"watch\": {\"bucket\": \"weather\", \"key\": \"${run.id} $(x)$$.csv\", \"etag\": \"e\", \"size\": 5}}");

        assertThat(plan.steps().getFirst().args().stream()
                        .map(text -> Expressions.expand(text, Map.of()))
                        .toList())
                .contains("s3://weather/${run.id} $(x)$$.csv");
        // Once the expressions are gone, two dollars are one for whoever starts the container.
        assertThat(plan.steps().getLast().expand(Map.of()).env())
                .hasToString("{KEY=Text[text=$${run.id} $$(x)$$$$.csv], SIZE=Text[text=5]}");
    }

    @Test
    void whateverIsSentIsRefusedWithAllItsMistakes() {
        for (String nonsense : List.of("", "null", "42", "[]", "{", "\u0000", "\"text\"")) {
            assertThat(resolver.resolve(request(nonsense)))
                    .as(nonsense)
                    .isInstanceOfSatisfying(
                            Resolution.Refusal.class,
                            refusal -> assertThat(refusal.problems()).isNotEmpty());
        }
    }

    @Test
    void whoeverWaitsThePipelinesWebhooksAndThePlatformsAreTold() {
        SecretReference secret = new SecretReference("hook", "signing");
        Webhook pipelines = new Webhook("https://a.example.com", secret);
        Webhook platforms = new Webhook("https://ops.example.com", secret);
        RunPolicy usual = RunPolicy.DEFAULT;
        Resolver telling = new Resolver(
                new RunPolicy(
                        usual.transferImage(),
                        usual.transferTimeout(),
                        usual.transferResources(),
                        usual.disruptionLimit(),
                        usual.heartbeatTimeout(),
                        usual.heartbeatInterval(),
                        usual.keepWorkspace(),
                        List.of(platforms, pipelines)),
                (_, _) -> Optional.empty());
        String weather = "{name: weather, modules: [{name: a, image: 'a:1', args: ['%s']}],"
                + " notify: [{webhook: 'https://a.example.com', secret: {secret: hook, key: signing}}]}";
        QueueReply reply = new QueueReply(Broker.RABBITMQ, "replies", Optional.of("17"));
        String replyTo = "replyTo: {rabbitmq: replies, correlationId: 17}";

        assertThat(telling.resolve(request("{pipeline: " + weather.formatted("x") + ", " + replyTo + "}")))
                .isInstanceOfSatisfying(
                        Resolution.Plan.class,
                        plan -> assertThat(plan.targets()).containsExactly(reply, pipelines, platforms));
        assertThat(telling.resolve(request("{pipeline: " + weather.formatted("${watch.key}") + ", " + replyTo + "}")))
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.targets()).containsExactly(reply, pipelines, platforms));
        assertThat(telling.resolve(request("{pipeline: nobodys, " + replyTo + "}")))
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.targets()).containsExactly(reply, platforms, pipelines));
        assertThat(telling.resolve(request("{}")))
                .isInstanceOfSatisfying(
                        Resolution.Refusal.class,
                        refusal -> assertThat(refusal.targets()).containsExactly(platforms, pipelines));
    }

    private Resolution.Plan plan(String request) {
        return (Resolution.Plan) resolver.resolve(request(request));
    }

    private static Request request(String json) {
        return new Request("run-1", json, NOON);
    }
}
