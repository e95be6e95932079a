package dev.forge.starter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.guard.LoopbackHosts;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.jackson.ObjectMapperFactory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The parts that come from elsewhere. */
@Factory
final class StarterBeans {
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Not predictable: whoever guesses a run id can cancel the run. */
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** JSON over HTTP reads as it does in Temporal's history; the numbers of results are told without exponents. */
    @Singleton
    @Replaces(value = ObjectMapper.class, factory = ObjectMapperFactory.class)
    ObjectMapper objectMapper() {
        return HistoryFormat.mapper().copy().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    @Singleton
    NotificationSettings notifications(StarterSettings settings) {
        return settings.notifications();
    }

    @Singleton
    LoopbackHosts loopbackHosts(StarterSettings settings) {
        return LoopbackHosts.of(settings.host());
    }
}
