package dev.forge.starter.run;

import dev.forge.contract.RunKey;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes run ids. */
@Singleton
final class RunIds {
    // 35 bits: among 10,000 kept runs of one pipeline, one new id in 3 million is taken, and is then drawn again.
    private static final int RANDOM_LENGTH = 7;
    // 130 bits: no two keys, or calls, ever meet.
    private static final int KEY_LENGTH = 26;

    private final RandomGenerator random;

    RunIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id that begins with the pipeline's name, so that people recognise it. */
    String next(RunKind kind, String pipeline) {
        return recognisable(kind, pipeline) + drawn(RANDOM_LENGTH);
    }

    /** The same for the run of a key that the archive keeps: no other run ever gets that id. */
    String ofClaim(RunKind kind, String pipeline) {
        return recognisable(kind, pipeline) + drawn(KEY_LENGTH);
    }

    private static String recognisable(RunKind kind, String pipeline) {
        return kind.prefix() + (pipeline.isBlank() ? "run" : pipeline) + "-";
    }

    /** An id of one call to Temporal, by which it tells our repeated call from another's for the same run id. */
    String ofCall() {
        return drawn(KEY_LENGTH);
    }

    /** The id of the one run under an idempotency key; it depends on nothing else, so two bodies collide. */
    static String ofKey(RunKind kind, String idempotencyKey) {
        return kind.prefix() + "run-" + RunKey.digest(idempotencyKey, KEY_LENGTH);
    }

    /** An id of a call to Temporal that whoever sends it again makes of the same text. */
    static String ofRepeatedCall(String text) {
        return RunKey.digest(text, KEY_LENGTH);
    }

    private String drawn(int length) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return RunKey.digest(HexFormat.of().formatHex(bits), length);
    }
}
