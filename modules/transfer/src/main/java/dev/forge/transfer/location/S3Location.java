package dev.forge.transfer.location;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An object, or with a key that is empty or ends in a slash, all objects whose keys begin so. The key is taken as it is
 * written, without percent decoding.
 */
public record S3Location(String bucket, String key) implements Location {
    /** S3's naming rule, with the older buckets' capitals and underscores. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    /** S3's limit for a key, in bytes of UTF-8. */
    private static final int LONGEST_KEY = 1024;

    public S3Location {
        String uri = "s3://" + bucket + "/" + key;
        if (!BUCKET.matcher(bucket).matches()) {
            throw MisspeltLocation.of(uri, "names no bucket that S3 could have");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw MisspeltLocation.of(uri, "has a key of more than " + LONGEST_KEY + " bytes");
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw MisspeltLocation.of(uri, "has a control character in its key");
        }
        if (Arrays.stream(key.split("/", -1)).anyMatch(part -> part.equals("..") || part.equals("."))) {
            throw MisspeltLocation.of(uri, "has '.' or '..' in its key, which S3 does not resolve");
        }
    }

    static S3Location parse(String uri) {
        String rest = uri.substring("s3://".length());
        int slash = rest.indexOf('/');
        return slash < 0
                ? new S3Location(rest, "")
                : new S3Location(rest.substring(0, slash), rest.substring(slash + 1));
    }

    public boolean isPrefix() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** The same bucket's other key. */
    public S3Location withKey(String other) {
        return new S3Location(bucket, other);
    }

    /** The key's last part, which names a single object's file. */
    public String fileName() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public boolean namesZip() {
        return key.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    @Override
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
