import dev.forge.contract.workflow.RunAttributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's server as it is installed, on PostgreSQL: its four services in one process, with four shards of history. The
 * dev server's SQLite does not bear ten thousand open workflows. Its program and its schema tool are what
 * {@code BENCH_TEMPORAL_SERVER} and {@code BENCH_TEMPORAL_SQL} name.
 */
final class TemporalOnPostgres {
    private static final String CONFIGURATION = """
            log: {stdout: true, level: error}
            persistence:
              numHistoryShards: 4
              defaultStore: default
              visibilityStore: visibility
              datastores:
                default: {sql: {%1$s, databaseName: temporal, maxConns: 20, maxIdleConns: 20}}
                visibility: {sql: {%1$s, databaseName: temporal_visibility, maxConns: 10, maxIdleConns: 10}}
            global: {membership: {maxJoinDuration: 30s, broadcastAddress: 127.0.0.1}}
            services:
            %2$s
            clusterMetadata:
              enableGlobalNamespace: false
              failoverVersionIncrement: 10
              masterClusterName: active
              currentClusterName: active
              clusterInformation:
                active: {enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: 127.0.0.1:%3$d}
            dcRedirectionPolicy: {policy: noop}
            dynamicConfigClient: {filepath: %4$s, pollInterval: 60s}
            """;

    private static final String SERVICE =
            "  %s: {rpc: {grpcPort: %d, membershipPort: %d, bindOnLocalHost: true}}%n";

    private static final String DYNAMIC = """
            system.enableActivityEagerExecution: [{value: true}]
            """;

    private static final int LOWEST = 20_000;

    private final Path folder;
    private final int postgres;
    private final Set<Integer> membership = new HashSet<>();

    private TemporalOnPostgres(Path folder, int postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    /** @param postgres the port on loopback of a PostgreSQL that trusts its superuser {@code postgres} */
    static TemporalServer start(Path folder, int postgres) throws Exception {
        return new TemporalOnPostgres(Files.createDirectories(folder.resolve("server")), postgres).start();
    }

    private TemporalServer start() throws Exception {
        schema("temporal", "postgresql/v12/temporal");
        schema("temporal_visibility", "postgresql/v12/visibility");
        int frontend = TemporalServer.freePort();
        configure(frontend);
        TemporalServer server = TemporalServer.of(
                List.of(System.getenv("BENCH_TEMPORAL_SERVER"), "--root", folder.toString(), "--config", "config",
                        "--env", "bench", "--allow-no-auth", "start"),
                folder.resolve("temporal.log"),
                frontend);
        server.await("the services", () -> operator(server, "cluster", "health"));
        server.await("the namespace", () -> server.hasNamespace()
                || operator(server, "namespace", "create", "--namespace", "default", "--retention", "24h"));
        for (String attribute : List.of(RunAttributes.PIPELINE.getName(), RunAttributes.STATUS.getName())) {
            // The namespace is there before all of the server knows it.
            server.await("the search attribute " + attribute, () -> operator(
                    server, "search-attribute", "create", "--namespace", "default", "--name", attribute,
                    "--type", "Keyword"));
        }
        return server;
    }

    private void schema(String database, String schema) throws Exception {
        sql(database, "create-database");
        sql(database, "setup-schema", "-v", "0.0");
        sql(database, "update-schema", "--schema-name", schema);
    }

    private void sql(String database, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getenv("BENCH_TEMPORAL_SQL"), "--plugin", "postgres12", "--ep", "127.0.0.1", "-p",
                Integer.toString(postgres), "-u", "postgres", "--db", database));
        command.addAll(List.of(words));
        if (!succeeds(command, "schema.log")) {
            throw new IllegalStateException(
                    "no schema for Temporal in " + database + "; " + folder.resolve("schema.log") + " says why");
        }
    }

    private boolean operator(TemporalServer server, String... words) {
        List<String> command = new ArrayList<>(List.of(TemporalServer.program(), "operator"));
        command.addAll(List.of(words));
        command.addAll(List.of("--address", server.address()));
        try {
            return succeeds(command, "operator.log");
        } catch (IOException e) {
            throw new IllegalStateException("Temporal's command line does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean succeeds(List<String> command, String log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    private void configure(int frontend) throws Exception {
        StringBuilder services = new StringBuilder();
        for (String service : List.of("frontend", "history", "matching", "worker")) {
            int port = service.equals("frontend") ? frontend : TemporalServer.freePort();
            services.append(String.format(SERVICE, service, port, membershipPort()));
        }
        String store = "pluginName: postgres12, connectAddr: \"127.0.0.1:%d\", connectProtocol: tcp, user: postgres"
                .formatted(postgres);
        Path dynamic = Files.writeString(folder.resolve("dynamic.yaml"), DYNAMIC);
        Files.writeString(
                Files.createDirectories(folder.resolve("config")).resolve("bench.yaml"),
                CONFIGURATION.formatted(store, services.toString().stripTrailing(), frontend, dynamic));
    }

    /** Temporal keeps these as numbers of 16 bits with a sign, which what the system gives exceeds. */
    private int membershipPort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, Short.MAX_VALUE);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (membership.add(port)) {
                    return port;
                }
            } catch (IOException e) {
                // Somebody has it: another may be free.
            }
        }
    }
}
