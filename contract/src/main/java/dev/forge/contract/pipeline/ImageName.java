package dev.forge.contract.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of container image names: {@code [host[:port]/]repository[:tag][@sha256:digest]}. */
final class ImageName {
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST = "(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?/)?";
    private static final String TAG = "(?::[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?";
    private static final String DIGEST = "(?:@sha256:[0-9a-f]{64})?";

    static final String FORM = "^" + HOST + PART + "(?:/" + PART + ")*" + TAG + DIGEST + "$";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final Pattern URL = Pattern.compile("^(?:[a-z]+://)(.*)");

    /** Longer names are refused by registries, and would cost the pattern time. */
    private static final int LONGEST = 512;

    private ImageName() {}

    static Optional<Complaint> complaint(String image) {
        if (image.length() <= LONGEST && PATTERN.matcher(image).matches()) {
            return Optional.empty();
        }
        return Optional.of(complaintAbout(image));
    }

    private static Complaint complaintAbout(String image) {
        String shown = "the image " + Quote.of(image);
        if (image.isBlank()) {
            return new Complaint("the image is empty", "write an image such as weather-monthly:1");
        }
        if (image.length() > LONGEST) {
            return new Complaint("the image has more than 512 characters", "write an image such as weather-monthly:1");
        }
        if (image.chars().anyMatch(Character::isWhitespace)) {
            return new Complaint(
                    shown + " holds white space",
                    "write " + Quote.plain(image.strip().replaceAll("\\s.*", "")) + "; arguments go into args");
        }
        if (URL.matcher(image).matches()) {
            return new Complaint(
                    shown + " is a URL", "write " + URL.matcher(image).replaceFirst("$1"));
        }
        if (image.endsWith(":")) {
            return new Complaint(shown + " has an empty tag", "write a tag after the colon, such as " + image + "1");
        }
        if (image.contains("@")) {
            return new Complaint(
                    shown + " has no proper digest", "write @sha256: and 64 hexadecimal digits, or a tag instead");
        }
        String repository = repository(image);
        if (!repository.equals(repository.toLowerCase(Locale.ROOT))) {
            return new Complaint(
                    shown + " has upper-case letters in its repository",
                    "write " + repository.toLowerCase(Locale.ROOT) + image.substring(repository.length()));
        }
        return new Complaint(shown + " is no image name", "write it as repository:tag, such as weather-monthly:1");
    }

    private static String repository(String image) {
        int tag = image.indexOf(':', image.lastIndexOf('/') + 1);
        return tag < 0 ? image : image.substring(0, tag);
    }
}
