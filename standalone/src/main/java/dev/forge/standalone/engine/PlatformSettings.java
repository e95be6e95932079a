package dev.forge.standalone.engine;

import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.NotifyParser;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.NotificationSettings;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.StarterProperties;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.guard.HostRules;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine is told by the variables that the images of worker and starter take, too: queues, notifications and what
 * goes with them.
 *
 * @param usual of a starter on a free port, which {@link #starter} replaces
 * @param webhooks that are told of every run's end
 */
record PlatformSettings(StarterSettings usual, List<Webhook> webhooks) {
    private static final String NOTIFY = "FORGE_NOTIFY";

    PlatformSettings {
        webhooks = List.copyOf(webhooks);
    }

    /** Throws {@link EngineProblem} with a sentence, where a variable cannot be. */
    static PlatformSettings of(EngineSettings settings) {
        // Secrets are where the local adapter finds those of modules.
        NotificationSettings notifications =
                new NotificationSettings(Optional.of(settings.home().root().resolve("secrets")), HostRules.OF_A_LAPTOP);
        try {
            return new PlatformSettings(
                    StarterProperties.ofEnvironment(settings.environment())
                            .over(StarterSettings.anyPort().withNotifications(notifications)),
                    webhooks(settings.environment()));
        } catch (IllegalArgumentException e) {
            throw new EngineProblem(String.valueOf(e.getMessage()), e);
        }
    }

    StarterSettings starter(int port, URI temporalUi) {
        return usual.withPort(port).withTemporalUi(temporalUi);
    }

    /** Such an engine is needed though nobody asks it anything: messages are taken only while one is up. */
    boolean takesFromQueues() {
        return queues().isPresent();
    }

    /** From which queues it takes, as a person reads it. */
    Optional<String> queues() {
        String all = Stream.of(
                        usual.rabbit().map(broker -> broker.requests() + " of " + broker.shown()),
                        usual.sqs().flatMap(SqsSettings::requests).map(queue -> queue.url()),
                        usual.sqs().flatMap(SqsSettings::bucketEvents).map(queue -> queue.url()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    private static List<Webhook> webhooks(Map<String, String> environment) {
        String text = environment.getOrDefault(NOTIFY, "").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        return switch (NotifyParser.parse(text)) {
            case Asked.Valid<List<Webhook>>(List<Webhook> read) -> read;
            case Asked.Invalid<List<Webhook>>(List<Problem> problems) ->
                throw new EngineProblem(
                        problems.stream().map(problem -> problem.in(NOTIFY)).collect(Collectors.joining("\n")));
        };
    }
}
