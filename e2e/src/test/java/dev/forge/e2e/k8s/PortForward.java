package dev.forge.e2e.k8s;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to what listens on loopback in a pod, for those who have the right to it. */
final class PortForward implements AutoCloseable {
    private static final Pattern FORWARDING = Pattern.compile("Forwarding from (127\\.0\\.0\\.1:\\d+) -> .*");

    private final Process process;
    private final URI uri;

    private PortForward(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Opens it, at a free port of this machine. */
    static PortForward to(String namespace, String what, int port) throws IOException {
        Process process = Kubectl.command("-n", namespace, "port-forward", what, ":" + port)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder before = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher forwarding = FORWARDING.matcher(line);
            if (forwarding.matches()) {
                return new PortForward(process, URI.create("http://" + forwarding.group(1)));
            }
            before.append(line).append('\n');
        }
        throw new IllegalStateException("kubectl port-forward ended: " + before);
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
