package dev.forge.runtime.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linux, by {@code /proc}. Finds an attempt's processes by the environment they inherited, so that one that left the
 * process group (a daemon) is found too.
 */
record LinuxProcesses(Path proc, String boot) implements Processes {
    /** Of {@code /proc/PID/stat}, counted from 0 behind the parenthesis that closes the name: proc(5) counts from 1. */
    private static final int STATE = 0;

    private static final int START = 19;

    static LinuxProcesses of(Path proc) throws IOException {
        return new LinuxProcesses(
                proc,
                Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip());
    }

    @Override
    public boolean runs(ProcessIdentity process) throws IOException {
        if (!process.boot().equals(boot)) {
            return false;
        }
        String stat = read(process.pid(), "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > START
                && fields[START].equals(process.start())
                && !fields[STATE].equals("Z")
                && !fields[STATE].equals("X");
    }

    @Override
    public List<ProcessHandle> of(String mark, Optional<Long> group, Optional<ProcessIdentity> supervisor)
            throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (long pid : pids()) {
            boolean excluded = supervisor.map(ProcessIdentity::pid).equals(Optional.of(pid));
            if (!excluded && bears(pid, mark)) {
                Optional<ProcessHandle> handle = ProcessHandle.of(pid);
                // Looked at again: only now, with its handle, is it certain to be the same process when it is killed.
                if (handle.isPresent() && bears(pid, mark)) {
                    found.add(handle.get());
                }
            }
        }
        return found;
    }

    private boolean bears(long pid, String mark) throws IOException {
        return ("\0" + read(pid, "environ")).contains("\0" + asRead(mark) + "\0");
    }

    private static String asRead(String mark) {
        return new String(mark.getBytes(Supervisor.ENCODING), StandardCharsets.ISO_8859_1);
    }

    private List<Long> pids() throws IOException {
        String[] names = proc.toFile().list();
        if (names == null) {
            throw new IOException(proc + " cannot be listed");
        }
        List<Long> pids = new ArrayList<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Long.valueOf(name));
            }
        }
        return pids;
    }

    /**
     * Empty where the process is gone, somebody else's or the kernel's. What keeps everything from being read (too many
     * open files) is thrown: a process that cannot be seen is not one that has ended.
     */
    private String read(long pid, String file) throws IOException {
        try {
            return read(proc.resolve(Long.toString(pid)).resolve(file));
        } catch (IOException _) {
            // Java tells the causes apart by their text alone, which depends on the locale. Is it us, or the process?
            read(proc.resolve("self/stat"));
            return "";
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
