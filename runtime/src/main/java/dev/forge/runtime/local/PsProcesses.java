package dev.forge.runtime.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** macOS, by {@code ps}. Finds an attempt's processes by their process group. */
record PsProcesses(String boot) implements Processes {
    static PsProcesses here() throws IOException {
        return new PsProcesses(
                answer("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid").strip());
    }

    @Override
    public boolean runs(ProcessIdentity process) throws IOException {
        if (!process.boot().equals(boot)) {
            return false;
        }
        String[] words = answer("/bin/ps", "-o", "stat=,lstart=", "-p", Long.toString(process.pid()))
                .strip()
                .split(" +", 2);
        return words.length == 2
                && !words[0].startsWith("Z")
                && words[1].strip().replaceAll(" +", " ").equals(process.start());
    }

    @Override
    public List<ProcessHandle> of(String mark, Optional<Long> group, Optional<ProcessIdentity> supervisor)
            throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        if (group.isEmpty()) {
            return found;
        }
        String wanted = Long.toString(group.get());
        for (String line : answer("/bin/ps", "-axo", "pgid=,stat=,pid=").lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            if (words.length == 3 && words[0].equals(wanted) && !words[1].startsWith("Z")) {
                ProcessHandle.of(Long.parseLong(words[2])).ifPresent(found::add);
            }
        }
        return found;
    }

    private static String answer(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
