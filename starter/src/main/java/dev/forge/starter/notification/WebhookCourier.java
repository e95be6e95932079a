package dev.forge.starter.notification;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.workflow.Notification;
import dev.forge.starter.NotificationSettings;
import dev.forge.starter.guard.HostRules;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Posts messages to webhooks, signed. */
@Singleton
final class WebhookCourier implements Courier {
    /** Receivers are to take a message and answer, and to do their work afterwards. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Those of 400 to 499 that speak of the moment, not of the message: timeout, too early, too many. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final SigningSecrets secrets;
    private final HostRules hosts;
    private final Clock clock;

    WebhookCourier(NotificationSettings settings, Clock clock) {
        this.secrets = new SigningSecrets(settings.secrets());
        this.hosts = settings.hosts();
        this.clock = clock;
    }

    /** Made when the first message goes out: most starters never send one. */
    private static final class Http {
        /**
         * It follows no redirect: that would bring a signed message to a host that nobody has named. HTTP/1.1, since a
         * receiver that knows no other may stumble over an upgrade.
         */
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .build();
    }

    @Override
    public boolean serves(NotificationTarget target) {
        return target instanceof Webhook;
    }

    @Override
    public void deliver(Notification notification, byte[] message) throws Undelivered, Undeliverable {
        if (notification.target() instanceof Webhook webhook) {
            URI url = URI.create(webhook.url());
            checkHost(url);
            judge(send(request(url, webhook, notification.id(), message)));
        }
    }

    /** The JDK keeps an address for 30 s, so that the one that is looked at is the one that is called. */
    private void checkHost(URI url) throws Undelivered, Undeliverable {
        refuse(hosts.refusal(url));
        try {
            for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
                refuse(hosts.refusal(url, address));
            }
        } catch (UnknownHostException e) {
            throw new Undelivered("no address is known for the host " + url.getHost());
        }
    }

    private static void refuse(Optional<String> refusal) throws Undeliverable {
        if (refusal.isPresent()) {
            throw new Undeliverable(refusal.get());
        }
    }

    private HttpRequest request(URI url, Webhook webhook, String id, byte[] message) throws Undelivered {
        return HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Forge")
                .header("Forge-Delivery", id)
                .header("Forge-Event", "run-ended")
                .header("Forge-Signature", Signature.of(message, secrets.read(webhook.secret()), clock.instant()))
                .POST(BodyPublishers.ofByteArray(message))
                .build();
    }

    /** Its answer, of which nothing but the head is read: a receiver cannot keep us busy with more. */
    private static HttpResponse<InputStream> send(HttpRequest request) throws Undelivered {
        try {
            HttpResponse<InputStream> response = Http.CLIENT.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return response;
        } catch (HttpTimeoutException e) {
            throw new Undelivered("the receiver has not answered within " + TIMEOUT.toSeconds() + " s");
        } catch (IOException e) {
            throw new Undelivered("the receiver cannot be reached: " + said(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered("the starter stopped while it was sent");
        }
    }

    /** A refused connection has no message of its own. */
    private static String said(IOException e) {
        return Optional.ofNullable(e.getMessage())
                .orElse(
                        e instanceof ConnectException
                                ? "connection refused"
                                : e.getClass().getSimpleName());
    }

    private void judge(HttpResponse<?> response) throws Undelivered, Undeliverable {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        String said = "the receiver answered " + status;
        if (status >= 500 || PASSING.contains(status)) {
            throw new Undelivered(
                    said,
                    response.headers()
                            .firstValue("Retry-After")
                            .flatMap(header -> RetryAfter.parse(header, clock.instant())));
        }
        throw new Undeliverable(
                said + (status < 400 ? ", a redirect, which is not followed: name the URL it leads to" : ""));
    }
}
