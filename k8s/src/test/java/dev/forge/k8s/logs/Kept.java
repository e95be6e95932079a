package dev.forge.k8s.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.LogSlice;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.StoredLogs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** What a store has of a log. */
final class Kept {
    private static final int PAGE = 256 * 1024;

    /** Whoever does not want to know why a log is not complete yet. */
    static final Consumer<Waiting> NOBODY = _ -> {};

    private Kept() {}

    static byte[] bytes(LogStore store, AttemptId attempt) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        StoredLogs logs = new StoredLogs(store);
        byte[] page = logs.read(attempt, 0, PAGE).map(LogSlice::bytes).orElse(new byte[0]);
        while (page.length > 0) {
            all.writeBytes(page);
            page = logs.read(attempt, all.size(), PAGE).map(LogSlice::bytes).orElse(new byte[0]);
        }
        return all.toByteArray();
    }

    static boolean isComplete(LogStore store, AttemptId attempt) {
        return store.last(attempt).filter(last -> last.ends()).isPresent();
    }

    /** Tells of large logs only where they begin to differ. */
    static void assertSame(byte[] log, byte[] expected) {
        int from = Math.max(0, Arrays.mismatch(log, expected));
        assertThat(around(log, from)).as("at byte %d", from).isEqualTo(around(expected, from));
        assertThat(log).hasSameSizeAs(expected);
    }

    private static String around(byte[] log, int from) {
        return new String(
                log,
                Math.min(log.length, Math.max(0, from - 40)),
                Math.max(0, Math.min(300, log.length - Math.max(0, from - 40))),
                StandardCharsets.ISO_8859_1);
    }
}
