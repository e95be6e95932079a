package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** With builders that are scripts on the PATH, for what a real one cannot be made to show, and with a real buildah. */
class ImagesCommandIT {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path clone;
    private Path bin;

    @BeforeEach
    void aCloneWithTwoModules() throws Exception {
        clone = Files.createDirectory(folder.resolve("clone"));
        bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(clone.resolve("pom.xml"), "<artifactId>forge</artifactId>\n<version>7.8.9</version>");
        module("modules/stamp", "forge/stamp");
        module("examples/weather/modules/monthly", "weather-monthly:1");
    }

    @Test
    void everyImageIsBuiltWithTheTagsThatAClusterAsksFor() throws Exception {
        builder("docker", "exit 0");

        assertThat(forge("images")).isEqualTo(ExitCode.OK);
        assertThat(calls("docker"))
                .containsExactly(
                        "info",
                        "build -t docker.io/forge/stamp:1 -t docker.io/forge/stamp:7.8.9 --build-arg VERSION=7.8.9 -f "
                                + clone.resolve("modules/stamp/Dockerfile") + " " + clone.resolve("modules/stamp"),
                        "build -t docker.io/library/weather-monthly:1 -t docker.io/library/weather-monthly:7.8.9"
                                + " --build-arg VERSION=7.8.9 -f "
                                + clone.resolve("examples/weather/modules/monthly/Dockerfile") + " "
                                + clone.resolve("examples/weather/modules/monthly"));
        assertThat(text(out)).contains("Built docker.io/forge/stamp:1 in");
    }

    @Test
    void aDockerWithoutItsDaemonGivesWayToTheNextBuilder() throws Exception {
        builder("docker", "exit 1");
        builder("buildah", "exit 0");

        assertThat(forge("images", "--only", "forge/stamp", "--", "--pull-never"))
                .isEqualTo(ExitCode.OK);
        assertThat(calls("docker")).containsExactly("info");
        assertThat(calls("buildah")).hasSize(2).last().asString().contains("--pull-never");
    }

    @Test
    void withoutABuilderItSaysWhichOnesThereAre() {
        assertThat(forge("images")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("Neither docker, podman nor buildah works here");
    }

    @Test
    void aPushGoesUnderTheRegistrysNameAndTellsTheSetting() throws Exception {
        builder("docker", "exit 0");

        assertThat(forge("images", "--only", "forge/stamp", "--push", "registry.example/team"))
                .isEqualTo(ExitCode.OK);
        assertThat(calls("docker"))
                .contains(
                        "tag docker.io/forge/stamp:1 registry.example/team/forge/stamp:1",
                        "push registry.example/team/forge/stamp:1",
                        "push registry.example/team/forge/stamp:7.8.9");
        assertThat(text(out)).contains("FORGE_IMAGES_PREFIX=registry.example/team/");
    }

    @Test
    void aRegistryThatRefusesTheLoginSaysHowToLogIn() throws Exception {
        builder("docker", "[ \"$1\" != push ] || { echo 'no basic auth credentials' >&2; exit 1; }");
        String registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

        assertThat(forge("images", "--only", "forge/stamp", "--push", registry)).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err))
                .contains("aws ecr get-login-password --region eu-central-1 | docker login --username AWS"
                        + " --password-stdin " + registry);
    }

    @Test
    void aBuildThatFailsShowsItsLastLinesAndWhereTheRestIs() throws Exception {
        builder("docker", "[ \"$1\" != build ] || { echo 'COPY failed: no such file'; exit 1; }");

        assertThat(forge("images")).isEqualTo(ExitCode.DEFECT);
        Path log = clone.resolve("target/forge-images.log");
        assertThat(text(err)).contains("COPY failed: no such file", "The build of forge/stamp", log.toString());
        assertThat(Files.readString(log)).contains("$ docker build", "COPY failed");
    }

    @Test
    void kindTakesImagesOfDockerByTheirNamesAndThoseOfOthersAsFiles() throws Exception {
        builder("docker", "exit 0");
        builder("buildah", "exit 0");
        builder("kind", "exit 0");

        assertThat(forge("images", "--only", "forge/stamp", "--load", "kind")).isEqualTo(ExitCode.OK);
        assertThat(forge("images", "--only", "forge/stamp", "--load", "kind", "--builder", "buildah"))
                .isEqualTo(ExitCode.OK);
        assertThat(calls("kind").getFirst()).isEqualTo("load docker-image docker.io/forge/stamp:1");
        assertThat(calls("kind").getLast()).startsWith("load image-archive ");
        assertThat(calls("buildah").getLast())
                .startsWith("push docker.io/forge/stamp:1 docker-archive:")
                .endsWith(":docker.io/forge/stamp:1");
    }

    @Test
    void aCommandGetsTheImageAsItsLastWord() throws Exception {
        builder("docker", "exit 0");
        builder("mycluster", "exit 0");

        assertThat(forge("images", "--only", "forge/stamp", "--load", "mycluster load --now"))
                .isEqualTo(ExitCode.OK);
        assertThat(calls("mycluster")).containsExactly("load --now docker.io/forge/stamp:1");
    }

    @Test
    void aClusterThatDoesNotTakeAnImageIsQuoted() throws Exception {
        builder("docker", "exit 0");
        builder("minikube", "echo 'profile not found'; exit 80");

        assertThat(forge("images", "--only", "forge/stamp", "--load", "minikube"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("profile not found", "minikube image load docker.io/forge/stamp:1");
    }

    @Test
    void anImageThatIsNotThereIsAMistake() throws Exception {
        builder("docker", "exit 0");

        assertThat(forge("images", "--only", "forge/stmp")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("There is no image forge/stmp here", "forge/stamp, weather-monthly");
    }

    /** Needs buildah, and the right to use it: where it is not there, the scripted builders above are all the proof. */
    @Test
    @EnabledIf("buildahWorks")
    void aRealRegistryThatWantsALoginIsUnderstood() throws Exception {
        Files.writeString(clone.resolve("modules/stamp/Dockerfile"), "FROM scratch\nCOPY module.yaml /\n");
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        registry.start();
        String host = "127.0.0.1:" + registry.getAddress().getPort();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FORGE_ROOT", clone.toString());
        environment.put("BUILDAH_ISOLATION", "chroot");
        try {
            int code = ForgeCommand.execute(
                    environment,
                    stream(out),
                    stream(err),
                    "images",
                    "--builder",
                    "buildah",
                    "--only",
                    "forge/stamp",
                    "--prefix",
                    "forge-test/",
                    "--insecure",
                    "--push",
                    host);

            assertThat(code).as(text(err)).isEqualTo(ExitCode.REFUSED);
            assertThat(text(out)).contains("Built docker.io/forge-test/forge/stamp:1");
            assertThat(text(err)).contains(host + " refuses the push", "buildah login " + host);
        } finally {
            registry.stop(0);
            buildah(
                    "rmi",
                    "-f",
                    "docker.io/forge-test/forge/stamp:7.8.9",
                    "docker.io/forge-test/forge/stamp:1",
                    host + "/forge-test/forge/stamp:1");
        }
    }

    /** Of this clone, on a base that is none: they only add files to theirs, and the base is the caller's to choose. */
    @Test
    @EnabledIf("buildahWorks")
    void theImagesOnBusyboxStandOnTheBaseThatIsNamedAndBearTheRelease() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Path repository = Path.of("..").toAbsolutePath().normalize();
        environment.put("FORGE_ROOT", repository.toString());
        List<String> images = List.of("forge/stamp", "weather-chart", "weather-monthly", "weather-records");
        List<String> command = new ArrayList<>(List.of("images", "--builder", "buildah", "--prefix", "forge-test/"));
        images.forEach(image -> command.addAll(List.of("--only", image)));
        command.addAll(List.of("--", "--isolation", "chroot", "--build-arg", "BUSYBOX=scratch"));
        try {
            assertThat(ForgeCommand.execute(environment, stream(out), stream(err), command.toArray(String[]::new)))
                    .as(text(err))
                    .isEqualTo(ExitCode.OK);

            for (String image : images) {
                JsonNode config =
                        inspected("docker.io/forge-test/" + image + ":1").at("/OCIv1/config");
                assertThat(config.at("/User").asText()).as(image).isEqualTo("10001:10001");
                assertThat(config.at("/Labels/org.opencontainers.image.version").asText())
                        .as(image)
                        .isEqualTo(Release.of(repository));
            }
        } finally {
            for (String image : images) {
                buildah("rmi", "-f", "docker.io/forge-test/" + image + ":" + Release.of(repository));
                buildah("rmi", "-f", "docker.io/forge-test/" + image + ":1");
            }
        }
    }

    private JsonNode inspected(String image) throws Exception {
        return HistoryFormat.mapper().readTree(buildah("inspect", "--type", "image", image));
    }

    private String buildah(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("buildah"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("buildah.err").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    static boolean buildahWorks() throws InterruptedException {
        try {
            return new ProcessBuilder("buildah", "info")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private void module(String path, String image) throws Exception {
        Path module = Files.createDirectories(clone.resolve(path));
        Files.writeString(module.resolve("module.yaml"), "image: " + image + "\ncommand: [./run]\n");
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\n");
    }

    /** A program that notes how it was called. */
    private void builder(String name, String script) throws Exception {
        Path program = bin.resolve(name);
        Files.writeString(
                program, "#!/bin/sh\necho \"$@\" >>'" + folder.resolve(name + ".calls") + "'\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> calls(String name) throws Exception {
        return Files.readAllLines(folder.resolve(name + ".calls"));
    }

    private int forge(String... arguments) {
        Map<String, String> environment = Map.of("FORGE_ROOT", clone.toString(), "PATH", bin + ":/nowhere");
        return ForgeCommand.execute(environment, stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
