package dev.forge.standalone.images;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a registry's answer to a push means, and what to do. Builders only pass on its words. */
final class PushRefusal {
    private static final Pattern ECR =
            Pattern.compile("\\d{12}\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern AWAY = Pattern.compile("no such host|connection refused|i/o timeout"
            + "|network is unreachable|no route to host|context deadline exceeded|server misbehaving");
    // A status stands by itself: the digests of layers have any three digits in them.
    private static final Pattern MISSING = Pattern.compile("name unknown|does not exist in the registry|\\b404\\b");
    private static final Pattern LOGIN = Pattern.compile(
            "unauthorized|authentication required|no basic auth credentials" + "|denied|forbidden|\\b40[13]\\b");
    private static final Pattern PLAIN =
            Pattern.compile("gave http response to https client|first record does not look");
    private static final Pattern UNTRUSTED = Pattern.compile("x509:|certificate");

    private PushRefusal() {}

    static ImageProblem of(Builder builder, String image, Programs.Ended ended) {
        String host = ImageNames.host(image);
        String text = ended.all().toLowerCase(Locale.ROOT);
        String told = " (" + builder + ": " + ended.lastLine() + ")";
        if (PLAIN.matcher(text).find()) {
            return ImageProblem.refused(host + " answers without TLS" + told + ". If it is a registry of your own that"
                    + " has none, push with --insecure (docker: list it as insecure in its daemon's configuration).");
        }
        if (AWAY.matcher(text).find()) {
            return ImageProblem.refused(host + " does not answer" + told
                    + ". Check the registry's name in --push, and the network or proxy to it.");
        }
        if (MISSING.matcher(text).find()) {
            return ImageProblem.refused(
                    host + " has no repository for " + image + told + ". " + repository(host, image));
        }
        if (LOGIN.matcher(text).find()) {
            return ImageProblem.refused(
                    host + " refuses the push of " + image + told + ". Log in to it, with an account"
                            + " that may write there, then push again: " + login(builder, host));
        }
        if (UNTRUSTED.matcher(text).find()) {
            return ImageProblem.refused(host + " has a certificate that " + builder + " does not trust" + told
                    + ". Give " + builder + " the registry's authority, in the certs.d folder of its configuration.");
        }
        return ImageProblem.refused("The push of " + image + " failed" + told
                + ". Mend what it says, or try that push by hand: " + builder + " push " + image);
    }

    static String login(Builder builder, String host) {
        Matcher ecr = ECR.matcher(host);
        return ecr.matches()
                ? "aws ecr get-login-password --region " + ecr.group(1) + " | " + builder.login()
                        + " --username AWS --password-stdin " + host
                : builder.login() + " " + host;
    }

    private static String repository(String host, String image) {
        Matcher ecr = ECR.matcher(host);
        String name = image.substring(host.length() + 1, image.lastIndexOf(':'));
        return ecr.matches()
                ? "ECR makes none by itself: aws ecr create-repository --region " + ecr.group(1) + " --repository-name "
                        + name
                : "Make one named " + name + " there, or check the path in --push.";
    }
}
