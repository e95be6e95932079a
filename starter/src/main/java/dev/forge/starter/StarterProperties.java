package dev.forge.starter;

import dev.forge.contract.pipeline.DurationText;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import io.micronaut.core.value.PropertyResolver;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a starter does beside answering: {@code forge.idempotency.retention}, {@code forge.intake.…},
 * {@code forge.jobs.default.…}, {@code forge.notify.…}, {@code forge.rabbitmq.…} and {@code forge.sqs.…}. They are the same
 * wherever it runs.
 */
public final class StarterProperties {
    private static final String VARIABLES = "FORGE_";

    private final PropertyResolver properties;

    StarterProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** Those that environment variables say, by the names that Micronaut gives them: {@code FORGE_RABBITMQ_URI}. */
    public static StarterProperties ofEnvironment(Map<String, String> environment) {
        // Of each variable Micronaut makes all the names that it may stand for.
        Map<String, Object> ours = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(VARIABLES))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new StarterProperties(new PropertySourcePropertyResolver(PropertySource.of(
                EnvironmentPropertySource.NAME,
                ours,
                PropertyConvention.ENVIRONMENT_VARIABLE,
                EnvironmentPropertySource.ORIGIN)));
    }

    /**
     * Reads them.
     *
     * @param usual what is not said is as it is here
     * @throws IllegalArgumentException with a sentence, where something cannot be
     */
    public StarterSettings over(StarterSettings usual) {
        return new StarterSettings(
                usual.host(),
                usual.port(),
                usual.temporalUi(),
                idempotency(usual.idempotency()),
                new DefaultJobProperties(properties).read().or(usual::defaultJob),
                new RabbitProperties(properties).read().or(usual::rabbit),
                new SqsProperties(properties).read().or(usual::sqs),
                new NotificationProperties(properties).over(usual.notifications()),
                intake(usual.intake()));
    }

    private IntakeSettings intake(IntakeSettings usual) {
        return GivenProperty.text(properties, "forge.intake.open-runs")
                .map(text -> {
                    try {
                        return IntakeSettings.upTo(Integer.parseInt(text));
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(
                                "forge.intake.open-runs is \"" + text + "\": write a whole number, such as 500.", e);
                    }
                })
                .orElse(usual);
    }

    private IdempotencySettings idempotency(IdempotencySettings usual) {
        return GivenProperty.text(properties, "forge.idempotency.retention")
                .map(text -> new IdempotencySettings(DurationText.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("forge.idempotency.retention is \"" + text
                                + "\": write whole numbers with units, such as 30d."))))
                .orElse(usual);
    }
}
