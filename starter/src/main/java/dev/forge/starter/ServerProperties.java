package dev.forge.starter;

import java.util.HashMap;
import java.util.Map;

/** The settings as Micronaut's server takes them. */
final class ServerProperties {
    private ServerProperties() {}

    static Map<String, Object> of(StarterSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", "forge-starter");
        properties.put("micronaut.server.host", settings.host());
        properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
        // A pipeline file is at most 1 MiB, as the parser has it; a little more, so that the parser can say so.
        properties.put("micronaut.server.max-request-size", "1100KB");
        // A followed log may be quiet for hours; on loopback a client that dies is noticed at once.
        properties.put("micronaut.server.idle-timeout", "-1s");
        properties.put("micronaut.router.static-resources.swagger-ui.mapping", "/swagger-ui/**");
        properties.put("micronaut.router.static-resources.swagger-ui.paths", "classpath:swagger-ui");
        properties.put("endpoints.all.enabled", false);
        properties.put("endpoints.all.path", "/");
        properties.put("endpoints.health.enabled", true);
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        properties.put("endpoints.health.disk-space.enabled", false);
        properties.put("endpoints.health.discovery-client.enabled", false);
        return properties;
    }
}
