package dev.forge.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The DNS-safe short name of a run, for Jobs, labels and folders: run ids may hold anything (a schedule's hold
 * colons). At most 32 characters; two run ids never share one but for a collision of 50 bits of SHA-256.
 */
public final class RunKey {
    private static final int LONGEST_SLUG = 21;
    private static final int HASH_LENGTH = 10;
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    private RunKey() {}

    public static String of(String runId) {
        String slug = slug(runId);
        String hash = digest(runId, HASH_LENGTH);
        return slug.isEmpty() ? "r-" + hash : slug + "-" + hash;
    }

    /** The first characters, 5 bits each, of a text's SHA-256 in lower-case base 32. */
    public static String digest(String text, int characters) {
        return digest(text.getBytes(StandardCharsets.UTF_8), characters);
    }

    /** The same of bytes. */
    public static String digest(byte[] bytes, int characters) {
        byte[] sum = sha256(bytes);
        StringBuilder digits = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            digits.append(DIGITS.charAt(fiveBits(sum, i * 5)));
        }
        return digits.toString();
    }

    private static int fiveBits(byte[] bytes, int at) {
        int pair = (bytes[at / 8] & 0xff) << 8 | (bytes[at / 8 + 1] & 0xff);
        return pair >> (11 - at % 8) & 0x1f;
    }

    private static String slug(String runId) {
        String dashed = runId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = dashed.substring(0, Math.min(dashed.length(), LONGEST_SLUG));
        // A DNS label begins with a letter where it also names a Service; digits in front are dropped for that.
        return cut.replaceAll("^[-0-9]+|-+$", "");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
