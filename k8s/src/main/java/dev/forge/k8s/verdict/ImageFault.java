package dev.forge.k8s.verdict;

import dev.forge.k8s.WaitingLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why an image cannot be pulled, and whether that may pass by itself. */
enum ImageFault {
    NAME,
    ABSENT,
    PLATFORM,
    NOT_FOUND,
    DENIED,
    UNTRUSTED,
    DISK,
    LIMITED,
    AWAY;

    private static final Pattern WRONG_PLATFORM = Pattern.compile(
            "no match for platform|no matching manifest for|no image found in (?:manifest list|image index)");

    private static final Pattern UNKNOWN = Pattern.compile(
            "not found|manifest unknown|manifest_unknown|name unknown|name_unknown|unknown: repository|404 ");

    private static final Pattern NO_HOST = Pattern.compile("no such host|server misbehaving|dial tcp|lookup ");

    private static final Pattern FORBIDDEN = Pattern.compile("denied|unauthorized|authorization failed|401 |403 "
            + "|no basic auth credentials|authentication required|forbidden");

    private static final Pattern TOO_MANY = Pattern.compile("429 |toomanyrequests|too many requests|rate limit");

    static ImageFault of(String reason, String cause) {
        String said = cause.toLowerCase(Locale.ROOT);
        return switch (reason) {
            case "InvalidImageName" -> NAME;
            case "ErrImageNeverPull" -> ABSENT;
            case "SignatureValidationFailed" -> UNTRUSTED;
            default -> byCause(said);
        };
    }

    private static ImageFault byCause(String said) {
        if (said.contains("invalid reference format")) {
            return NAME;
        }
        if (WRONG_PLATFORM.matcher(said).find()) {
            return PLATFORM;
        }
        if (said.contains("no space left on device")) {
            return DISK;
        }
        if (TOO_MANY.matcher(said).find()) {
            return LIMITED;
        }
        if (NO_HOST.matcher(said).find()) {
            return AWAY;
        }
        if (FORBIDDEN.matcher(said).find()) {
            return DENIED;
        }
        return UNKNOWN.matcher(said).find() ? NOT_FOUND : AWAY;
    }

    /** How long it is waited for: what does not pass by itself is over within seconds. */
    Duration limit(WaitingLimits limits) {
        return switch (this) {
            case NAME -> Duration.ZERO;
            case ABSENT, PLATFORM, NOT_FOUND, DENIED, UNTRUSTED -> Wait.SETTLING;
            case DISK, LIMITED, AWAY -> limits.imageFault();
        };
    }

    /** Registries say either of whoever they do not know. */
    boolean mayNeedLogin() {
        return this == DENIED || this == NOT_FOUND;
    }

    String sentence(String image, String cause) {
        String why = cause.isEmpty() || cause.equals(image + ": not found") ? "" : ": " + cause;
        return switch (this) {
            case NAME -> "image name " + image + " cannot be read" + why.replaceFirst(".*(?=: invalid reference)", "");
            case ABSENT -> "image " + image + " is not on its node, and may not be pulled";
            case PLATFORM -> "image " + image + " is not there for its node's platform";
            case NOT_FOUND -> "image " + image + " is not in its registry" + why;
            case DENIED -> "image " + image + " may not be pulled, or is not there" + why;
            case UNTRUSTED -> "image " + image + " is not signed as its node wants it" + why;
            case DISK -> "image " + image + " does not fit on its node" + why;
            case LIMITED -> "image " + image + " is held back by its registry, which has had too many requests" + why;
            case AWAY -> "image " + image + " cannot be pulled right now" + why;
        };
    }

    String remedy(String image) {
        return switch (this) {
            case NAME -> "write image: as name:tag, in lower case and without spaces";
            case ABSENT -> "load the image onto the nodes, or set the pull policy IfNotPresent";
            case PLATFORM ->
                "build it for the nodes' platform: docker buildx build --platform linux/amd64,linux/arm64 -t " + image
                        + " --push .";
            case NOT_FOUND -> "push it (docker push " + image + "), or correct its name and tag in image:";
            case DENIED ->
                "correct the name in image:, or name a Secret with the registry's login in imagePullSecrets: (./forge"
                        + " secret makes one)";
            case UNTRUSTED -> "sign the image, or ask whoever runs the cluster which signatures its nodes want";
            case DISK -> "free space on the node, or make the image smaller";
            case LIMITED -> "log in to the registry (imagePullSecrets:), or copy the image to one of your own";
            case AWAY -> "look whether the registry answers from the cluster's nodes, and whether its name is right";
        };
    }
}
