package dev.forge.starter.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate for 127.0.0.1 and the authority that has signed it, as PEM files, made by openssl for one test.
 *
 * @param authority its certificate
 * @param certificate of 127.0.0.1
 * @param key of the latter
 */
public record Certificates(Path authority, Path certificate, Path key) {
    private static final String NAME = "subjectAltName=IP:127.0.0.1";

    /** In a folder that is the caller's. */
    public static Certificates in(Path folder) {
        Path authority = folder.resolve("ca.pem");
        Path authoritysKey = folder.resolve("ca.key");
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        Path request = folder.resolve("server.csr");
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout",
                authoritysKey,
                "-out",
                authority);
        openssl("req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -addext " + NAME + " -keyout", key, "-out", request);
        openssl(
                "x509 -req -days 2 -copy_extensions copy -in",
                request,
                "-CA",
                authority,
                "-CAkey",
                authoritysKey,
                "-CAcreateserial -out",
                certificate);
        return new Certificates(authority, certificate, key);
    }

    private static void openssl(Object... words) {
        List<String> command = Stream.concat(
                        Stream.of("openssl"),
                        Arrays.stream(words)
                                .flatMap(word -> word instanceof Path path
                                        ? Stream.of(path.toString())
                                        : Arrays.stream(word.toString().split(" "))))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new AssertionError(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
