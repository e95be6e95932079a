package dev.forge.archive.records;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file that is kept as a result holds: JSON that PostgreSQL can keep as it is.
 *
 * @param json the whole text
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal digits
 */
public record ResultValue(String json, int bytes, String sha256) {
    /** Bytes of a file. */
    public static final int LARGEST = 1024 * 1024;

    /** The value that a file's bytes are. */
    public static ResultValue of(byte[] file) throws UnfitResult {
        if (file.length > LARGEST) {
            throw tooLarge(file.length);
        }
        String json = text(file);
        ResultText.check(json);
        return new ResultValue(json, file.length, digest(file));
    }

    /** What is to be said of a file of which more was not even read. */
    public static UnfitResult tooLarge(long bytes) {
        return new UnfitResult(
                "has " + bytes + " bytes, and 1 MiB (1048576) is the most",
                "have the module write a summary, and leave the whole to the sink");
    }

    private static String text(byte[] file) throws UnfitResult {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnfitResult("is no UTF-8", "have the module write JSON in UTF-8");
        }
    }

    private static String digest(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
