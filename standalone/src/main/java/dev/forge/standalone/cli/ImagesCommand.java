package dev.forge.standalone.cli;

import dev.forge.standalone.images.Builder;
import dev.forge.standalone.images.ImageNames;
import dev.forge.standalone.images.ImageProblem;
import dev.forge.standalone.images.ImageSource;
import dev.forge.standalone.images.ImageSources;
import dev.forge.standalone.images.ImageWork;
import dev.forge.standalone.images.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds the images that a cluster needs, and brings them there. */
@Command(
        name = "images",
        description = {
            "Builds all images: Forge's own (worker and starter), the modules' and the examples'.",
            "Uses docker, podman or buildah, whichever works first. Each gets the tag 1, which settings and pipeline",
            "files name, and the release's version."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge images",
            "  ./forge images --push 123456789012.dkr.ecr.eu-central-1.amazonaws.com/team",
            "  ./forge images --load kind                     also: minikube, or a command of yours",
            "  ./forge images --only forge/stamp --modules ./modules",
            "  ./forge images -- --pull-never                 the rest goes to the builder's build",
            "",
            "Exit codes: 0 all is done, 5 a registry, a cluster or a missing builder refuses, 70 a build failed."
        })
final class ImagesCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--push",
            paramLabel = "REGISTRY",
            description = "Pushes to this registry, a path in it too: registry.example/team.")
    private @Nullable String registry;

    @Option(
            names = "--prefix",
            paramLabel = "P",
            description =
                    "Put before every image's name, as FORGE_IMAGES_PREFIX is on a cluster: registry.example/team/.")
    private String prefix = "";

    @Option(
            names = "--load",
            paramLabel = "TO",
            description =
                    "Gives the images to a local cluster: kind, minikube, or a command whose last word the image is.")
    private @Nullable String load;

    @Option(names = "--only", paramLabel = "NAME", description = "Only this image; may be given several times.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--modules",
            paramLabel = "DIR",
            description = "A further folder of modules that have a Dockerfile.")
    private List<Path> modules = new ArrayList<>();

    @Option(names = "--builder", paramLabel = "B", description = "docker, podman or buildah.")
    private @Nullable Builder builder;

    @Option(names = "--insecure", description = "Pushes without TLS, to a registry of your own that has none.")
    private boolean plain;

    @Parameters(paramLabel = "-- ARG", description = "Further arguments of the builder's build.")
    private List<String> further = new ArrayList<>();

    ImagesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<ImageSource> chosen = chosen();
        Path log = shell.repository().resolve("target/forge-images.log");
        Files.deleteIfExists(log);
        ImageNames names = new ImageNames(prefix, Release.of(shell.repository()));
        ImageWork work = ImageWork.open(new Programs(shell.environment()), Optional.ofNullable(builder), log);
        for (int i = 0; i < chosen.size(); i++) {
            all(work, names, chosen.get(i), "[" + (i + 1) + "/" + chosen.size() + "] ");
        }
        Optional.ofNullable(registry).ifPresent(host -> tellPrefix(names.at(host)));
        return ExitCode.OK;
    }

    private void all(ImageWork work, ImageNames names, ImageSource image, String count) throws InterruptedException {
        try (WorkShown shown = new WorkShown(
                shell.terminal(), count + "Building " + image.name(), "Built " + names.generation(image))) {
            work.build(image, names, further, shown::says);
            shown.done();
        }
        if (registry != null) {
            ImageNames remote = names.at(registry);
            try (WorkShown shown = new WorkShown(
                    shell.terminal(), count + "Pushing " + image.name(), "Pushed " + remote.generation(image))) {
                work.push(image, names, remote, plain, shown::says);
                shown.done();
            }
        }
        if (load != null) {
            try (WorkShown shown = new WorkShown(
                    shell.terminal(), count + "Loading " + image.name(), "Gave " + image.name() + " to the cluster")) {
                work.load(image, names, load, shown::says);
                shown.done();
            }
        }
    }

    private List<ImageSource> chosen() {
        List<ImageSource> known = ImageSources.of(shell.repository(), modules);
        List<String> names = known.stream().map(ImageSource::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no image " + name + " here. There are: " + String.join(", ", names) + ".");
        });
        if (known.isEmpty()) {
            throw ImageProblem.refused("There is no image to build in " + shell.repository()
                    + ". Call ./forge images in a clone, or name a folder with --modules.");
        }
        return only.isEmpty()
                ? known
                : known.stream().filter(image -> only.contains(image.name())).toList();
    }

    private void tellPrefix(ImageNames remote) {
        shell.terminal()
                .line(
                        "On the cluster, set FORGE_IMAGES_PREFIX=" + remote.prefix()
                                + " (k8s/manifests/settings.yaml), and forge/forge in k8s/manifests/kustomization.yaml to the same place.");
    }
}
