package dev.forge.starter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue of SQS by its URL, which is its name in every call of SQS; calls go to the endpoint that is configured, never to
 * the host of such a URL.
 *
 * @param home the URL up to the queue's name: the endpoint and the account, ends in a slash
 * @param name up to 80 letters, digits, hyphens and underscores, with {@code .fifo} at the end of an ordered one's
 */
public record SqsQueue(String home, String name) {
    private static final Pattern FORM = Pattern.compile(
            "(?<home>https?://[A-Za-z0-9.\\[\\]:-]+/(?:[A-Za-z0-9_-]+/)+)(?<name>[A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");
    private static final Pattern REGION =
            Pattern.compile("https?://(?:.+\\.)?sqs(?:-fips)?\\.(?<region>[a-z]+(?:-[a-z]+)+-\\d+)\\..*");

    /** Empty where the text is no such URL. */
    public static Optional<SqsQueue> parse(String url) {
        Matcher parts = FORM.matcher(url);
        return parts.matches() && isUrl(url)
                ? Optional.of(new SqsQueue(parts.group("home"), parts.group("name")))
                : Optional.empty();
    }

    public String url() {
        return home + name;
    }

    /** Whether it keeps the order of the messages of a group. */
    public boolean isFifo() {
        return name.endsWith(".fifo");
    }

    /** Amazon's region that is in the URL; empty where another server's is. */
    public Optional<String> region() {
        Matcher parts = REGION.matcher(home);
        return parts.matches() ? Optional.of(parts.group("region")) : Optional.empty();
    }

    @Override
    public String toString() {
        return url();
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
