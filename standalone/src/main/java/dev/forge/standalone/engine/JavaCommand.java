package dev.forge.standalone.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this same program is started again, as another process. */
final class JavaCommand {
    private static final String MAIN = "dev.forge.standalone.Main";

    private JavaCommand() {}

    /** Without the command's own arguments. */
    static List<String> engine() {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC"));
        command.addAll(cache(classPath));
        command.addAll(List.of("-cp", classPath, MAIN));
        return command;
    }

    // The launcher makes it, and the JVM ignores one that does not fit: the start takes a quarter of the time with it.
    private static List<String> cache(String classPath) {
        Path cache = Path.of(classPath.split(java.io.File.pathSeparator, 2)[0]).resolveSibling("forge.aot");
        return Files.isRegularFile(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of();
    }
}
