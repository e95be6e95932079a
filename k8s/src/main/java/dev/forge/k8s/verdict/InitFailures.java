package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.k8s.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The platform's own init containers, which fail for the sake of the volume. */
final class InitFailures {
    /** Makes the run's folder. */
    static final String PREPARE = "prepare";

    /** Copies the workspace aside, and puts it back. */
    static final String RESTORE = "restore";

    /** Looks for the workspace that an earlier execution has begun. */
    static final String RESUME = "resume";

    private static final Set<String> PLATFORMS = Set.of(PREPARE, RESTORE, RESUME);

    private InitFailures() {}

    static boolean isPlatforms(ContainerView container) {
        return PLATFORMS.contains(container.name());
    }

    static Optional<Failure> ofPlatform(PodView pod, ContainerView container) {
        boolean isInit = pod.inits().stream().anyMatch(each -> each.name().equals(container.name()));
        return isInit && isPlatforms(container) ? Optional.of(storage(pod, container)) : Optional.empty();
    }

    private static Failure storage(PodView pod, ContainerView container) {
        int code = container.exitCode().orElse(0);
        String claim = pod.claims().stream()
                .findFirst()
                .map(name -> "volume claim " + name)
                .orElse("its volume");
        if (code == Names.STORAGE_EXIT && container.endMessage().lines().count() == 2) {
            return inItsWords(container);
        }
        String said = Sentences.withoutStop(container.endMessage());
        String why = said.isEmpty() ? "it exited with " + code : said;
        Failure failure = switch (container.name()) {
            case PREPARE -> unwritable(claim, why);
            case RESUME -> unseen(claim, why);
            default -> unrestored(claim, why);
        };
        return container.endReason().map(failure::withReason).orElse(failure).withExitCode(code);
    }

    /** With that exit code it has written what is wrong, and what to set, in a line each. */
    private static Failure inItsWords(ContainerView container) {
        List<String> lines = container.endMessage().lines().toList();
        Failure failure =
                Failure.of(Category.STORAGE, Sentences.withoutStop(lines.get(0)), Sentences.withoutStop(lines.get(1)));
        return container.endReason().map(failure::withReason).orElse(failure).withExitCode(Names.STORAGE_EXIT);
    }

    private static Failure unwritable(String claim, String why) {
        return Failure.of(
                Category.STORAGE,
                "the run's workspace could not be made on " + claim + ": " + why,
                "let the platform's user write to the volume's root: chown or chmod it, or set it in the storage class"
                        + " or access point; free space, if it is full");
    }

    private static Failure unseen(String claim, String why) {
        return Failure.of(
                Category.STORAGE,
                "the run's workspace could not be looked for on " + claim + ": " + why,
                "look whether the volume answers");
    }

    private static Failure unrestored(String claim, String why) {
        return Failure.of(
                Category.STORAGE,
                "the workspace could not be kept or put back (restore: true) on " + claim + ": " + why,
                "free space on the volume: restore: true needs room for a second copy");
    }
}
