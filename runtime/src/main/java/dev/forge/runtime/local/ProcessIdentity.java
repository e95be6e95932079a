package dev.forge.runtime.local;

import java.util.Optional;

/**
 * A process that no other can be mistaken for, since pids are used again.
 *
 * @param boot the machine's boot in which it ran
 * @param start its start, in the kernel's own words
 */
record ProcessIdentity(long pid, String boot, String start) {
    /** As the supervisor writes it: {@code PID BOOT START}. */
    static Optional<ProcessIdentity> parse(String text) {
        String[] words = text.strip().split(" +", 3);
        if (words.length < 3 || !words[0].matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1], words[2]));
    }
}
