package dev.forge.worker.main;

import dev.forge.contract.workflow.ApiKey;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.contract.workflow.TemporalConnection.Identity;
import dev.forge.contract.workflow.TemporalConnection.Tls;
import java.nio.file.Path;
import java.util.Optional;

/** {@code FORGE_TEMPORAL_…}. */
final class TemporalVariables {
    private final Variables variables;

    TemporalVariables(Variables variables) {
        this.variables = variables;
    }

    TemporalConnection read() {
        String address = variables
                .read(
                        "FORGE_TEMPORAL_ADDRESS",
                        value -> Optional.of(value).filter(text -> text.matches("[^\\s/]+:\\d{1,5}")),
                        "write it as host:port, such as temporal-frontend.temporal:7233")
                .orElse(TemporalConnection.DEFAULT_ADDRESS);
        Optional<ApiKey> key = key();
        return new TemporalConnection(
                address,
                variables.text("FORGE_TEMPORAL_NAMESPACE", TemporalConnection.DEFAULT_NAMESPACE),
                tls(key.isPresent()),
                key);
    }

    private Optional<ApiKey> key() {
        Optional<ApiKey> inFile = variables.file("FORGE_TEMPORAL_API_KEY_FILE").map(ApiKey.InFile::new);
        Optional<ApiKey> given = variables.text("FORGE_TEMPORAL_API_KEY").map(ApiKey.Given::new);
        if (inFile.isPresent() && given.isPresent()) {
            variables.mistake("FORGE_TEMPORAL_API_KEY and FORGE_TEMPORAL_API_KEY_FILE are both set: keep one of them.");
        }
        return inFile.or(() -> given);
    }

    // Whoever names a certificate or a key wants TLS; without it the key would go over the wire for all to read.
    private Optional<Tls> tls(boolean key) {
        Optional<Path> authorities = variables.file("FORGE_TEMPORAL_CA_FILE");
        Optional<Identity> identity = identity();
        Optional<String> name = variables.text("FORGE_TEMPORAL_SERVER_NAME");
        boolean implied = key || authorities.isPresent() || identity.isPresent() || name.isPresent();
        boolean wanted = variables.flag("FORGE_TEMPORAL_TLS", implied);
        if (implied && !wanted) {
            variables.wrong(
                    "FORGE_TEMPORAL_TLS", "an API key, certificates and a server name need TLS; set it to true");
        }
        return wanted ? Optional.of(new Tls(authorities, identity, name)) : Optional.empty();
    }

    private Optional<Identity> identity() {
        Optional<Path> certificate = variables.file("FORGE_TEMPORAL_CERTIFICATE_FILE");
        Optional<Path> privateKey = variables.file("FORGE_TEMPORAL_KEY_FILE");
        boolean half = variables.text("FORGE_TEMPORAL_CERTIFICATE_FILE").isPresent()
                != variables.text("FORGE_TEMPORAL_KEY_FILE").isPresent();
        if (half) {
            variables.mistake("FORGE_TEMPORAL_CERTIFICATE_FILE and FORGE_TEMPORAL_KEY_FILE belong together: set both.");
        }
        return certificate.flatMap(one -> privateKey.map(other -> new Identity(one, other)));
    }
}
