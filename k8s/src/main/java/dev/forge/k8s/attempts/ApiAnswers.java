package dev.forge.k8s.attempts;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the API server's refusals mean to whoever asked. */
final class ApiAnswers {
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int INVALID = 422;

    private static final String QUOTA = "exceeded quota";
    private static final String TERMINATED = "being terminated";

    /** What Kubernetes says where rights are missing; other words are an admission's, "cannot" among them. */
    private static final Pattern RIGHTS = Pattern.compile("User \"[^\"]*\" cannot ");

    private ApiAnswers() {}

    /**
     * Asks the API server.
     *
     * @param what is asked for, as the beginning of a sentence: "Pods in namespace a"
     * @throws RuntimeUnavailable if it does not answer as it should
     */
    static <T> T of(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw unavailable(what, e);
        }
    }

    /** What a refusal of an object to be created means. */
    static RuntimeException refused(String what, KubernetesClientException e) {
        return isNever(e) ? never(what, e) : unavailable(what, e);
    }

    /** Whether an object that was refused would be refused again as it is written. */
    static boolean isNever(KubernetesClientException e) {
        return e.getCode() == BAD_REQUEST || e.getCode() == INVALID || isRefusedByAdmission(e);
    }

    /** Whether an object was refused because its namespace is gone or going. */
    static boolean hasNoNamespace(KubernetesClientException e) {
        return e.getCode() == NOT_FOUND
                || (e.getCode() == FORBIDDEN && message(e).contains(TERMINATED));
    }

    static boolean alreadyExists(KubernetesClientException e) {
        return e.getCode() == CONFLICT && "AlreadyExists".equals(reason(e));
    }

    /** Whether an object of that name may be there: what is wrong with a new one is looked at before its name is. */
    static boolean mayExist(KubernetesClientException e) {
        return alreadyExists(e) || e.getCode() == FORBIDDEN || isNever(e);
    }

    static RuntimeUnavailable unavailable(String what, KubernetesClientException e) {
        return new RuntimeUnavailable(what + ": " + message(e) + ". " + remedy(e), e);
    }

    private static boolean isRefusedByAdmission(KubernetesClientException e) {
        String message = message(e);
        return e.getCode() == FORBIDDEN
                && !RIGHTS.matcher(message).find()
                && Stream.of(QUOTA, TERMINATED).noneMatch(message::contains);
    }

    private static LaunchRefused never(String what, KubernetesClientException e) {
        Failure failure = Failure.of(
                        Category.CONFIGURATION,
                        what + " is refused by Kubernetes: " + message(e),
                        "change what the message names in the module, or ask who runs the cluster to allow it")
                .withReason(reason(e));
        return new LaunchRefused(failure);
    }

    private static String remedy(KubernetesClientException e) {
        if (e.getCode() < BAD_REQUEST) {
            return "Look whether the API server is up and can be reached from here; Forge goes on trying.";
        }
        return switch (e.getCode()) {
            case UNAUTHORIZED -> "Give Forge credentials that the cluster knows: its service account or kubeconfig.";
            case FORBIDDEN -> remedyOfForbidden(message(e));
            case NOT_FOUND -> "Make the namespace, or take it out of Forge's settings.";
            default -> "Forge goes on trying.";
        };
    }

    private static String remedyOfForbidden(String message) {
        if (message.contains(QUOTA)) {
            return "Wait until others are done, or raise the quota; Forge goes on trying.";
        }
        return message.contains(TERMINATED)
                ? "The namespace is being deleted: configure another, or make it anew."
                : "Grant that to Forge's service account in this namespace, as the Role in k8s/manifests does it.";
    }

    private static String message(KubernetesClientException e) {
        return status(e)
                .map(Status::getMessage)
                .or(() -> Optional.ofNullable(e.getCause()).map(ApiAnswers::said))
                .orElseGet(() -> said(e));
    }

    private static String said(Throwable error) {
        return Optional.ofNullable(error.getMessage())
                .orElseGet(() -> error.getClass().getSimpleName());
    }

    private static String reason(KubernetesClientException e) {
        return status(e).map(Status::getReason).orElseGet(() -> String.valueOf(e.getCode()));
    }

    private static Optional<Status> status(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .filter(status -> Optional.ofNullable(status.getMessage()).isPresent());
    }
}
