package dev.forge.starter.watch;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** What tests give otherwise. */
@Factory
final class WatchBeans {
    @Singleton
    @Requires(missingBeans = WatchSlots.class)
    WatchSlots slots() {
        return WatchSlots.DEFAULT;
    }
}
