package dev.forge.starter.guard;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which hosts webhooks may call. A pipeline's author writes URLs that the starter calls from inside the platform's network:
 * the machine itself (loopback) and what only machines ask (link-local, where clouds hand out credentials) are called only
 * where the platform names them.
 *
 * @param entries {@code example.com}, {@code *.example.com} (all below it), and {@code http://receiver.team-a} for one that
 *     is called without TLS; none: any host by https
 * @param loopback whether this machine may be called, by http as well: a laptop's receivers are there
 */
public record HostRules(List<String> entries, boolean loopback) {
    /** Any host but those of the machine and the network's inside, by https. */
    public static final HostRules ANY = new HostRules(List.of(), false);

    /** The same for a laptop. */
    public static final HostRules OF_A_LAPTOP = new HostRules(List.of(), true);

    private static final String PLAIN = "http://";
    private static final String BELOW = "*.";
    private static final Pattern ENTRY =
            Pattern.compile("(http://)?(\\*\\.)?([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+])");

    /**
     * Checked rules.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public HostRules {
        entries = entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
        entries.stream()
                .filter(entry -> !ENTRY.matcher(entry).matches())
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalArgumentException("forge.notify.hosts has \"" + entry
                            + "\": write hosts without ports, such as example.com, *.example.com or"
                            + " http://receiver.team-a for one that is called without TLS.");
                });
    }

    /** Reads {@code example.com, *.example.org}. */
    public static HostRules parse(String text) {
        return new HostRules(
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList(),
                false);
    }

    /** Why the platform does not let a URL be called, going by what it says; empty where it does. */
    public Optional<String> refusal(URI url) {
        String host = host(url);
        boolean https = "https".equals(url.getScheme());
        if (isThisMachine(host)) {
            return loopback || names(host, https) ? Optional.empty() : Optional.of(notNamed(host, https));
        }
        if (!https && !names(host, false)) {
            return Optional.of(notNamed(host, false) + ", or let it be called by https");
        }
        boolean listed = entries.isEmpty() || names(host, https) || below(host, https);
        return listed ? Optional.empty() : Optional.of(notNamed(host, https));
    }

    /** The same of an address to which its name leads: whoever owns the name may have it lead anywhere. */
    public Optional<String> refusal(URI url, InetAddress address) {
        boolean inside = address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress();
        boolean named = names(host(url), "https".equals(url.getScheme()));
        boolean refused = !named && (inside || (address.isLoopbackAddress() && !loopback));
        return refused
                ? Optional.of(host(url) + " leads to " + address.getHostAddress() + ", an address of this machine or of"
                        + " its network's inside: name the host in FORGE_NOTIFY_HOSTS if that is meant")
                : Optional.empty();
    }

    private static String notNamed(String host, boolean https) {
        return "the platform does not let webhooks call " + host + (https ? "" : " without TLS") + ": have "
                + (https ? "" : PLAIN) + host + " added to FORGE_NOTIFY_HOSTS";
    }

    /** By its own name: a host below one that is named is anybody's who may give out names there. */
    private boolean names(String host, boolean https) {
        return allowed(https).anyMatch(host::equals);
    }

    private boolean below(String host, boolean https) {
        return allowed(https)
                .filter(entry -> entry.startsWith(BELOW))
                .anyMatch(entry -> host.endsWith(entry.substring(1)));
    }

    /** Whoever may be called without TLS may be called with it. */
    private Stream<String> allowed(boolean https) {
        return entries.stream()
                .filter(entry -> https || entry.startsWith(PLAIN))
                .map(entry -> entry.startsWith(PLAIN) ? entry.substring(PLAIN.length()) : entry);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String host(URI url) {
        return Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
    }
}
