package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container whose runtime could not start its command; what its termination log would hold says why. */
final class StartFailures {
    private static final Set<String> REASONS =
            Set.of("StartError", "ContainerCannotRun", "RunContainerError", "CreateContainerError");

    /** runc: {@code exec: "monthly": executable file not found in $PATH}. */
    private static final Pattern EXEC = Pattern.compile("exec:? \"([^\"]*)\":? ?(.*)", Pattern.DOTALL);

    private static final Pattern NOT_FOUND =
            Pattern.compile("executable file not found|no such file or directory|not found in \\$PATH");

    /** What the module, its image or its settings are to blame for; anything else may pass. */
    private static final Pattern ITS_OWN =
            Pattern.compile("permission denied|not a directory|is a directory|chdir to cwd"
                    + "|unable to find user|unable to find group|no matching entries in passwd|invalid mount|mkdir ");

    /** runc, where the limit is too small for even the command's first step. */
    private static final String TOO_LITTLE = "OOM-killed";

    private StartFailures() {}

    static boolean isOne(ContainerView container) {
        return container.endReason().filter(REASONS::contains).isPresent();
    }

    static Failure of(ContainerView container) {
        return of(container, container.endMessage())
                .withReason(container.endReason().orElse("StartError"));
    }

    /**
     * Why it cannot be started.
     *
     * @param message the container runtime's own
     */
    static Failure of(ContainerView container, String message) {
        if (message.contains("exec format error")) {
            return wrongPlatform(container);
        }
        if (message.contains(TOO_LITTLE)) {
            return OutOfMemory.atStart(container);
        }
        Matcher exec = EXEC.matcher(message);
        if (exec.find()) {
            return command(container, exec.group(1), exec.group(2));
        }
        String cause = RuntimeText.cause(message);
        return ITS_OWN.matcher(message).find()
                ? Failure.of(
                        Category.CONFIGURATION,
                        "container " + container.name() + " cannot be started: " + cause,
                        "mend what the module asks for (command:, securityContext, volumeMounts), or its image "
                                + container.image())
                : Failure.of(
                        Category.INTERNAL,
                        "container " + container.name() + " could not be started by its node: " + cause,
                        "look at the node and its container runtime, if that happens again");
    }

    static Failure wrongPlatform(ContainerView container) {
        return Failure.of(
                Category.IMAGE,
                "image " + container.image() + " is for another platform than its node's (exec format error)",
                "build it for the nodes' platform (docker buildx build --platform …), or choose nodes with"
                        + " nodeSelector: {kubernetes.io/arch: …}; a script needs its #! line");
    }

    private static Failure command(ContainerView container, String program, String cause) {
        String image = container.image();
        if (NOT_FOUND.matcher(cause).find()) {
            return Failure.of(
                    Category.CONFIGURATION,
                    "command " + program + " is not in image " + image,
                    "install it in the image, or give its path in command:");
        }
        String why = Optional.of(Sentences.withoutStop(cause))
                .filter(text -> !text.isEmpty())
                .orElse("no reason given");
        return Failure.of(
                Category.CONFIGURATION,
                "command " + program + " of image " + image + " cannot be executed: " + why,
                "chmod +x the file, or name its interpreter in command:");
    }
}
