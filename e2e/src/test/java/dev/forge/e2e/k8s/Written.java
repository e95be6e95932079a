package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A module that says by {@code FORGE_OUTPUT} what it writes to its log: the sum of all that it has put into the file
 * {@code $log} beforehand.
 */
final class Written {
    /** Makes so many lines of 43 bytes; a million of them are 41 MiB. */
    static String lines(int count) {
        return "awk 'BEGIN {for (i = 1; i <= " + count
                + "; i++) printf \"%08d the quick brown fox jumps over it\\n\", i}'";
    }

    private Written() {}

    /**
     * A script.
     *
     * @param make prints what the log shall hold, byte for byte
     * @param write writes {@code $log} to the log, in whatever pieces
     */
    static String script(String make, String write) {
        return "log=$FORGE_DATA/$FORGE_STEP.log\n{ " + make
                + "; } > $log\nsha256sum < $log | cut -c1-64 > $FORGE_OUTPUT\n" + write;
    }

    static String script(String make) {
        return script(make, "cat $log");
    }

    /** The log that is kept of a step that succeeded is what its module says that it wrote. */
    static void assertIsKept(Installation forge, RunReport report, String step) throws Exception {
        byte[] log = forge.log(report.id(), step, 1);
        assertThat(sum(log))
                .as("the sum of %s bytes that are kept", log.length)
                .isEqualTo(Installation.step(report, step).output().strip());
    }

    private static String sum(byte[] log) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(log));
    }
}
