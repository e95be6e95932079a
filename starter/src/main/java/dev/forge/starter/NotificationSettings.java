package dev.forge.starter;

import dev.forge.starter.guard.HostRules;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How webhooks are called.
 *
 * @param secrets the folder of mounted Secrets by which messages are signed, {@code SECRET/KEY}; empty: there is none
 * @param hosts which may be called
 */
public record NotificationSettings(Optional<Path> secrets, HostRules hosts) {
    /** Any host by https, and no secret: nothing is sent until there is one. */
    public static final NotificationSettings DEFAULT = new NotificationSettings(Optional.empty(), HostRules.ANY);
}
