package dev.forge.standalone.cli;

import dev.forge.k8s.install.ClusterContext;
import dev.forge.standalone.engine.ClusterChoice;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.OnKubernetes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether steps run in a cluster, and in which. */
final class ClusterOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--kubernetes",
            description = "Steps run as Jobs of a cluster; the engine itself stays on this machine.")
    private boolean kubernetes;

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            description = "A context of your kubeconfig, instead of this home's or else the current one.")
    private Optional<String> context = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Where Jobs are made (default: this home's, or else forge); made where it is not there.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Another kubeconfig file.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--s3-host",
            paramLabel = "HOST",
            description = "By what name or address pods reach the S3 on this machine, where it cannot be found out.")
    private Optional<String> s3Host = Optional.empty();

    @Option(
            names = "--storage-class",
            paramLabel = "CLASS",
            description = "Of the claim that holds the workspaces (default: the cluster's).")
    private Optional<String> storageClass = Optional.empty();

    @Option(
            names = "--image-prefix",
            paramLabel = "PREFIX",
            description = "Put before images that name no registry, such as registry.example/team/.")
    private Optional<String> imagePrefix = Optional.empty();

    boolean asked() {
        return kubernetes;
    }

    /** The choice, and says which cluster it means before anything is done to it; empty for this machine. */
    Optional<ClusterChoice> choice(Shell shell) {
        if (!kubernetes) {
            requireNothingElse();
            return Optional.empty();
        }
        Optional<OnKubernetes> place = OnKubernetes.of(shell.home());
        boolean sameContext = context.isEmpty() && kubeconfig.isEmpty();
        Optional<Path> file =
                sameContext ? place.flatMap(OnKubernetes::kubeconfig).map(Path::of) : kubeconfig;
        ClusterContext found = ClusterContext.find(
                file, sameContext ? place.map(OnKubernetes::context) : context, shell.environment());
        ClusterChoice choice = new ClusterChoice(
                file.map(Path::toAbsolutePath),
                Optional.of(found.name()),
                namespace.or(() -> place.map(OnKubernetes::namespace)).orElse(ClusterChoice.DEFAULT_NAMESPACE),
                s3Host.or(() -> place.flatMap(OnKubernetes::s3Host)),
                storageClass,
                imagePrefix.or(() -> place.map(OnKubernetes::imagePrefix)).orElse(""));
        shell.err()
                .println("Cluster: context " + found.name() + " (" + found.server() + "), namespace "
                        + choice.namespace() + ".");
        return Optional.of(choice);
    }

    private void requireNothingElse() {
        if (context.isPresent()
                || namespace.isPresent()
                || kubeconfig.isPresent()
                || s3Host.isPresent()
                || storageClass.isPresent()
                || imagePrefix.isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--context, --namespace, --kubeconfig, --s3-host, --storage-class and --image-prefix are about a"
                            + " cluster: say --kubernetes too.");
        }
    }

    /** What tells another process the same. */
    static List<String> arguments(ClusterChoice choice) {
        List<String> arguments = new ArrayList<>(List.of("--kubernetes", "--namespace", choice.namespace()));
        choice.context().ifPresent(name -> arguments.addAll(List.of("--context", name)));
        choice.kubeconfig().ifPresent(file -> arguments.addAll(List.of("--kubeconfig", file.toString())));
        choice.s3Host().ifPresent(host -> arguments.addAll(List.of("--s3-host", host)));
        choice.storageClass().ifPresent(name -> arguments.addAll(List.of("--storage-class", name)));
        if (!choice.imagePrefix().isEmpty()) {
            arguments.addAll(List.of("--image-prefix", choice.imagePrefix()));
        }
        return arguments;
    }

    /** Refuses an engine whose steps run elsewhere than was asked for, and says where those of one in a cluster run. */
    void require(EngineState engine, Optional<ClusterChoice> choice, Shell shell) {
        if (choice.isEmpty()) {
            engine.kubernetes().ifPresent(place -> shell.err().println("Steps run in " + place.text() + "."));
        } else if (choice.isPresent()
                && !engine.kubernetes().map(place -> isIn(place, choice.get())).orElse(false)) {
            throw new EngineProblem("The engine that is up in " + shell.home().root() + " runs steps "
                    + engine.kubernetes().map(place -> "in " + place.text()).orElse("as processes of this machine")
                    + ". Stop it with ./forge down and try again, or set FORGE_HOME to another folder.");
        }
    }

    private static boolean isIn(OnKubernetes place, ClusterChoice choice) {
        return choice.context().map(place.context()::equals).orElse(true)
                && place.namespace().equals(choice.namespace());
    }
}
