package dev.forge.runtime.local;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.LaunchRefused;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts {@code supervisor.sh}, which starts a module and outlives this JVM.
 *
 * @param bash the shell that runs it: job control without a terminal is beyond other shells
 */
record Supervisor(Path bash, Path script) {
    /** How Java hands arguments and environment to a process: the encoding of the worker's locale. */
    static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** Variables that bash keeps for itself, so that a module's own do not pass through it unchanged. */
    private static final Set<String> OF_BASH = Set.of(
            "DIRSTACK",
            "EPOCHREALTIME",
            "EPOCHSECONDS",
            "EUID",
            "FUNCNAME",
            "GROUPS",
            "HISTCMD",
            "IFS",
            "LINENO",
            "OLDPWD",
            "OPTIND",
            "PIPESTATUS",
            "POSIXLY_CORRECT",
            "PPID",
            "PS4",
            "PWD",
            "RANDOM",
            "SECONDS",
            "SHELLOPTS",
            "SHLVL",
            "SRANDOM",
            "UID",
            "_");

    /** Linux: 32 pages of 4 KiB, MAX_ARG_STRLEN in binfmts.h; less what is put before a value. */
    private static final int LONGEST_WORD = 128 * 1024 - 256;

    /** macOS: ARG_MAX is 1 MiB, for words and their addresses (8 bytes each); Linux allows more. */
    private static final int MOST_WORDS = 768 * 1024;

    private static final String SCRIPT = "supervisor.sh";

    /** Finds bash and puts the script under the root. */
    static Supervisor under(Path root, Map<String, String> machine) throws IOException {
        return new Supervisor(bash(machine), install(root.resolve("bin")));
    }

    private static Path bash(Map<String, String> machine) throws IOException {
        Stream<String> folders = Stream.concat(
                Stream.of("/bin", "/usr/bin"),
                Stream.of(machine.getOrDefault("PATH", "").split(":", -1)));
        return folders.filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "bash"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException(
                        "no bash in /bin, /usr/bin or PATH: install it, since the supervisor of local steps needs it"));
    }

    /** Another release's supervisors may still run theirs: a script is never changed, it gets another folder. */
    private static Path install(Path bin) throws IOException {
        byte[] text;
        try (InputStream resource = Supervisor.class.getResourceAsStream(SCRIPT)) {
            if (resource == null) {
                throw new FileNotFoundException(SCRIPT + " is missing from the classpath: build Forge again");
            }
            text = resource.readAllBytes();
        }
        Path script = bin.resolve(RunKey.digest(new String(text, StandardCharsets.UTF_8), 16))
                .resolve(SCRIPT);
        if (!Files.exists(script)) {
            Files.createDirectories(script.getParent());
            DurableFiles.replace(script, text);
        }
        return script;
    }

    /** Refuses what could never be handed to a process of this machine. */
    void requireStartable(List<String> command, Environment environment) {
        requirePassable(throughBash(command, environment), environment.all());
    }

    /**
     * Starts a module, or leaves it to the supervisor that claimed it first.
     *
     * @return the supervisor where it is this one
     */
    Optional<Process> start(AttemptFolder folder, Path workspace, List<String> command, Environment environment)
            throws IOException {
        requireStartable(command, environment);
        List<String> words = new ArrayList<>(
                List.of(bash.toString(), "-p", script.toString(), folder.path().toString()));
        words.addAll(throughBash(command, environment));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workspace.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.supervisorLog().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment.all());
        builder.environment().keySet().removeIf(Supervisor::isOfBash);
        return claimed(folder, builder.start());
    }

    private static Optional<Process> claimed(AttemptFolder folder, Process process) throws IOException {
        String answer;
        try (BufferedReader out = process.inputReader(ENCODING)) {
            answer = Optional.ofNullable(out.readLine()).orElse("");
        }
        return switch (answer) {
            case "claimed" -> Optional.of(process);
            case "taken" -> Optional.empty();
            default -> throw new IOException("it did not start; see " + folder.supervisorLog());
        };
    }

    /** What bash would not pass on unchanged goes round it. Arguments can be seen by others: no secrets this way. */
    private static List<String> throughBash(List<String> command, Environment environment) {
        List<String> names = environment.all().keySet().stream()
                .filter(Supervisor::isOfBash)
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("/usr/bin/env"));
        for (String name : names) {
            if (environment.secret().contains(name)) {
                throw refused(
                        "a local process cannot get a secret in the variable " + name,
                        "give it another name, since shells keep this one for themselves");
            }
            words.add(name + "=" + environment.all().get(name));
        }
        words.addAll(command);
        return words;
    }

    private static boolean isOfBash(String name) {
        return OF_BASH.contains(name) || name.startsWith("BASH");
    }

    private static void requirePassable(List<String> words, Map<String, String> environment) {
        List<String> texts = Stream.of(words.stream(), environment.keySet().stream(), environment.values().stream())
                .flatMap(each -> each)
                .toList();
        if (words.stream().anyMatch(word -> !Environment.isValue(word))) {
            throw refused("its command holds a zero byte", "remove it from command and args");
        }
        // Java would quietly put question marks for what the locale cannot express.
        if (!texts.stream().allMatch(text -> ENCODING.newEncoder().canEncode(text))) {
            throw refused(
                    "its command or environment holds characters that the worker's locale (" + ENCODING
                            + ") cannot express",
                    "start the worker with LC_ALL=C.UTF-8, or another locale with UTF-8");
        }
        long longest = texts.stream().mapToLong(Supervisor::size).max().orElse(0);
        long total = texts.stream().mapToLong(Supervisor::size).sum();
        if (longest > LONGEST_WORD || total > MOST_WORDS) {
            throw refused(
                    "its command and environment are too long for a process (" + total + " bytes, the longest word "
                            + longest + ")",
                    "put the data into a file of the workspace");
        }
    }

    private static int size(String text) {
        return text.getBytes(ENCODING).length + 1;
    }

    static LaunchRefused refused(String message, String remedy) {
        return new LaunchRefused(Failure.of(Category.CONFIGURATION, message, remedy));
    }
}
