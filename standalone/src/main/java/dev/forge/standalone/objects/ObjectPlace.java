package dev.forge.standalone.objects;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an object store.
 *
 * @param key an object's; a prefix where it is empty or ends in a slash
 */
public record ObjectPlace(String bucket, String key) {
    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** The place that a text like {@code s3://bucket/key} says; empty where it says none. */
    public static Optional<ObjectPlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ObjectPlace(form.group(1), form.group(2) == null ? "" : form.group(2)))
                : Optional.empty();
    }

    public boolean isPrefix() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** An object under this prefix. */
    public ObjectPlace resolve(String relative) {
        return new ObjectPlace(bucket, key + relative);
    }

    /** The last part of the key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
