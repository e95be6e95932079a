package dev.forge.standalone.engine;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, which come with Forge as an archive and are unpacked once into the cache of whoever runs it
 * ({@code FORGE_CACHE}, by default {@code ~/.cache/forge}).
 */
public final class PostgresProgram {
    private static final String REMEDY =
            "Set FORGE_CACHE to a folder that you may write to and run programs from, with 100 MB of room.";

    private final Path folder;

    private PostgresProgram(Path folder) {
        this.folder = folder;
    }

    /** The programs, which are unpacked where they are not yet. */
    public static PostgresProgram installed(Map<String, String> environment) {
        try {
            URL archive = archive();
            Path folder = cache(environment).resolve("postgres-" + mark(archive));
            if (Files.notExists(folder)) {
                unpack(archive, folder);
            }
            return new PostgresProgram(folder);
        } catch (IOException e) {
            throw new EngineProblem("PostgreSQL's programs cannot be unpacked: " + e + ". " + REMEDY, e);
        }
    }

    /**
     * A line that runs one of them. PostgreSQL refuses to run as root. In a user namespace of its own it does not see that
     * it does, and can write to what is root's all the same.
     */
    public List<String> command(String program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("unshare", "--user"));
        }
        line.add(folder.resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return line;
    }

    /** What to try where one of them does not start. */
    public static String remedy() {
        return isRoot()
                ? "Run Forge as another user than root: PostgreSQL runs as root only where unshare (of util-linux) is there and"
                        + " user namespaces are allowed."
                : "Mend that, then try again.";
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    /** The folder for what is downloaded, built or unpacked once. */
    public static Path cache(Map<String, String> environment) {
        String named = environment.getOrDefault("FORGE_CACHE", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return named.isBlank() ? Path.of(home, ".cache", "forge") : Path.of(named);
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + machine + ".txz";
        URL archive = PostgresProgram.class.getResource(name);
        if (archive == null) {
            throw new EngineProblem("PostgreSQL for this machine (" + name.substring(1)
                    + ") is not in this build of Forge. Build it on a machine of this kind.");
        }
        return archive;
    }

    /** Another archive has another mark. */
    private static String mark(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        long mark =
                connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : connection.getContentLength();
        return Long.toHexString(mark);
    }

    /** Unpacks beside and renames, since several engines may do so at once. */
    private static void unpack(URL archive, Path folder) throws IOException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path beside = Files.createTempDirectory(parent, "postgres.");
        Process tar = new ProcessBuilder("tar", "-xf", "-", "-C", beside.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream packed = new XZInputStream(archive.openStream());
                OutputStream input = tar.getOutputStream()) {
            packed.transferTo(input);
        }
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar says " + said.strip());
        }
        try {
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another engine was quicker, and what it unpacked is the same.
            if (Files.notExists(folder)) {
                throw e;
            }
        }
    }
}
