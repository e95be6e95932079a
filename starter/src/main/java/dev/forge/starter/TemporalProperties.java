package dev.forge.starter;

import dev.forge.contract.workflow.ApiKey;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.contract.workflow.TemporalConnection.Identity;
import dev.forge.contract.workflow.TemporalConnection.Tls;
import io.micronaut.core.value.PropertyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code forge.temporal.…}: the worker takes the same, as {@code FORGE_TEMPORAL_…}. */
final class TemporalProperties {
    private static final String ROOT = "forge.temporal.";

    private final PropertyResolver properties;

    TemporalProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    TemporalConnection read() {
        Optional<ApiKey> key = file("api-key-file")
                .<ApiKey>map(ApiKey.InFile::new)
                .or(() -> text("api-key").map(ApiKey.Given::new));
        return new TemporalConnection(
                text("address").orElse(TemporalConnection.DEFAULT_ADDRESS),
                text("namespace").orElse(TemporalConnection.DEFAULT_NAMESPACE),
                tls(key.isPresent()),
                key);
    }

    // Whoever names a certificate or a key wants TLS; without it the key would go over the wire for all to read.
    private Optional<Tls> tls(boolean key) {
        Tls tls = new Tls(file("ca-file"), identity(), text("server-name"));
        boolean implied = key || !tls.equals(Tls.PLAIN);
        boolean wanted = text("tls").map(TemporalProperties::flag).orElse(implied);
        if (implied && !wanted) {
            throw new IllegalArgumentException("forge.temporal.tls is \"false\": an API key, certificates and a server"
                    + " name need TLS; set it to true.");
        }
        return wanted ? Optional.of(tls) : Optional.empty();
    }

    private Optional<Identity> identity() {
        Optional<Path> certificate = file("certificate-file");
        Optional<Path> privateKey = file("key-file");
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw new IllegalArgumentException(
                    "forge.temporal.certificate-file and forge.temporal.key-file belong together: set both.");
        }
        return certificate.flatMap(one -> privateKey.map(other -> new Identity(one, other)));
    }

    private Optional<Path> file(String name) {
        Optional<Path> file = text(name).map(Path::of);
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw new IllegalArgumentException(
                    ROOT + name + " is \"" + path + "\": name a file that is there and may be read.");
        });
        return file;
    }

    private Optional<String> text(String name) {
        return GivenProperty.text(properties, ROOT + name);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("forge.temporal.tls is \"" + text + "\": write true or false.");
        };
    }
}
