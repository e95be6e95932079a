package dev.forge.contract.workflow;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.context.ContextPropagator;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How worker and starter reach Temporal.
 *
 * @param address host:port
 * @param tls empty: plain text
 * @param key what Temporal Cloud asks for; needs TLS
 */
public record TemporalConnection(String address, String namespace, Optional<Tls> tls, Optional<ApiKey> key) {
    /** Where a Temporal dev server listens unless it is told otherwise. */
    public static final String DEFAULT_ADDRESS = "127.0.0.1:7233";

    public static final String DEFAULT_NAMESPACE = "default";

    /**
     * TLS.
     *
     * @param authorities PEM file of those who may sign Temporal's certificate; empty: those that Java knows
     * @param identity this client's own certificate, where Temporal asks for one
     * @param serverName the name in Temporal's certificate, where it is not the address's
     */
    public record Tls(Optional<Path> authorities, Optional<Identity> identity, Optional<String> serverName) {
        public static final Tls PLAIN = new Tls(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A client's certificate and its private key (PKCS 8), PEM files both. */
    public record Identity(Path certificate, Path privateKey) {}

    /** Without a scheme: a channel does not fail on one, it only never connects. */
    public TemporalConnection {
        if (!address.matches("[^\\s/]+:\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "Temporal's address is \"" + address + "\": write it as host:port, such as " + DEFAULT_ADDRESS);
        }
    }

    /** Plain text, as a dev server takes it. */
    public static TemporalConnection plain(String address, String namespace) {
        return new TemporalConnection(address, namespace, Optional.empty(), Optional.empty());
    }

    /**
     * A channel, which connects when it is first used; the caller's to close.
     *
     * @throws IllegalArgumentException if a certificate or key cannot be read
     */
    public WorkflowServiceStubs stubs() {
        WorkflowServiceStubsOptions.Builder options =
                WorkflowServiceStubsOptions.newBuilder().setTarget(address);
        tls.ifPresent(some -> {
            options.setSslContext(context(some));
            some.serverName()
                    .ifPresent(name -> options.setChannelInitializer(channel -> channel.overrideAuthority(name)));
        });
        key.ifPresent(some -> options.addApiKey(some::text));
        return WorkflowServiceStubs.newServiceStubs(options.build());
    }

    /** A client over that channel, which writes history as {@link HistoryFormat} has it. */
    public WorkflowClient client(WorkflowServiceStubs stubs) {
        return client(stubs, List.of());
    }

    /** The same, of a worker that carries something from a run's start to its activities. */
    public WorkflowClient client(WorkflowServiceStubs stubs, List<ContextPropagator> propagators) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(HistoryFormat.dataConverter())
                        .setContextPropagators(propagators)
                        .build());
    }

    private static SslContext context(Tls tls) {
        try {
            SslContextBuilder builder = GrpcSslContexts.forClient();
            tls.authorities().ifPresent(file -> builder.trustManager(file.toFile()));
            tls.identity()
                    .ifPresent(own -> builder.keyManager(
                            own.certificate().toFile(), own.privateKey().toFile()));
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the certificates for Temporal cannot be used (" + e.getMessage()
                            + "): they are PEM files, the private key in PKCS 8 without a passphrase",
                    e);
        }
    }
}
