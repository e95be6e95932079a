package dev.forge.standalone.credentials;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The logins to registries that docker, podman or buildah keep in a file. */
public final class DockerLogins {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final JsonNode config;

    private DockerLogins(Path file, JsonNode config) {
        this.file = file;
        this.config = config;
    }

    /** Registries and how to log in to them, as the text of a docker configuration; never shown. */
    public record Chosen(List<String> registries, String dockerConfig) {
        @Override
        public String toString() {
            return "logins to " + registries;
        }
    }

    /**
     * Reads the file that was named, or the first that there is of docker's and podman's.
     *
     * @throws CredentialProblem if there is none, or it is no JSON
     */
    public static DockerLogins read(Optional<Path> named, Map<String, String> environment) {
        Path file = named.or(
                        () -> usual(environment).filter(Files::isRegularFile).findFirst())
                .orElseThrow(() -> new CredentialProblem("No login to any registry was found ("
                        + String.join(
                                ", ", usual(environment).map(Path::toString).toList())
                        + "). Log in first (docker login HOST, podman login HOST), or name a file with"
                        + " --docker-config."));
        try {
            return new DockerLogins(file, JSON.readTree(file.toFile()));
        } catch (JacksonException e) {
            // What stands there may be a password: of the parser's message only the place is passed on.
            throw new CredentialProblem(
                    file + " is no JSON (line " + e.getLocation().getLineNr() + "). Mend it, or log in again.");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read. Name another one with --docker-config.", e);
        }
    }

    private static Stream<Path> usual(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        List<Path> files = new ArrayList<>();
        folder(environment, "DOCKER_CONFIG").ifPresent(folder -> files.add(folder.resolve("config.json")));
        files.add(home.resolve(".docker/config.json"));
        folder(environment, "XDG_RUNTIME_DIR").ifPresent(folder -> files.add(folder.resolve("containers/auth.json")));
        files.add(home.resolve(".config/containers/auth.json"));
        return files.stream();
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    public Path file() {
        return file;
    }

    /**
     * The logins to some registries.
     *
     * @param registries none: all whose passwords are in the file
     * @throws CredentialProblem if one has no login, or its password is elsewhere
     */
    public Chosen choose(List<String> registries) {
        Map<String, JsonNode> found = new TreeMap<>();
        config.path("auths").properties().forEach(entry -> {
            if (hasPassword(entry.getValue())) {
                found.put(entry.getKey(), entry.getValue());
            }
        });
        List<String> wanted = registries.isEmpty() ? List.copyOf(found.keySet()) : registries;
        if (wanted.isEmpty()) {
            throw missing(Optional.empty());
        }
        ObjectNode auths = JsonNodeFactory.instance.objectNode();
        for (String registry : wanted) {
            Map.Entry<String, JsonNode> known = found.entrySet().stream()
                    .filter(entry -> host(entry.getKey()).equals(host(registry)))
                    .findFirst()
                    .orElseThrow(() -> missing(Optional.of(registry)));
            auths.set(known.getKey(), login(known.getValue()));
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("auths", auths);
        return new Chosen(wanted, whole.toString());
    }

    private CredentialProblem missing(Optional<String> registry) {
        String host = registry.map(DockerLogins::host).orElse("HOST");
        return helper(host)
                .map(helper -> new CredentialProblem("The password for " + registry.orElse("your registries")
                        + " is not in " + file + ": docker keeps it in " + helper
                        + ", which Forge does not ask. Make the"
                        + " Secret with a password or token of the registry's own: kubectl create secret docker-registry"
                        + " forge-pull --docker-server=" + host + " --docker-username=NAME --docker-password=TOKEN;"
                        + " or log in into a file of its own: podman login --authfile pull.json " + host
                        + ", then --docker-config pull.json."))
                .orElseGet(() -> new CredentialProblem(file + " holds no login"
                        + registry.map(name -> " to " + name).orElse("") + ". Log in first (docker login " + host
                        + "), or name another file with --docker-config."));
    }

    private Optional<String> helper(String host) {
        JsonNode own = config.path("credHelpers").path(host);
        JsonNode all = config.path("credsStore");
        JsonNode helper = own.isTextual() ? own : all;
        return helper.isTextual() && !helper.textValue().isEmpty()
                ? Optional.of("the credential helper docker-credential-" + helper.textValue())
                : Optional.empty();
    }

    private static boolean hasPassword(JsonNode login) {
        return !login.path("auth").asText("").isEmpty()
                || !login.path("password").asText("").isEmpty();
    }

    // Whatever else an entry holds (an identity token, an e-mail address) kubelet makes nothing of it.
    private static ObjectNode login(JsonNode login) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("auth", "username", "password")) {
            if (login.hasNonNull(field)) {
                kept.set(field, login.get(field));
            }
        }
        return kept;
    }

    /** Docker's own registry is written as a URL by docker. */
    private static String host(String registry) {
        String host = registry.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return host.equals("index.docker.io") ? "docker.io" : host;
    }
}
