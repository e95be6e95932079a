package dev.forge.transfer.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file's name below the workspace, parts joined by '/', that cannot lead outside it. */
public record RelativeName(String text) {
    /** The longest part of a name on Linux's and macOS's file systems, in bytes. */
    private static final int LONGEST_PART = 255;
    /** PATH_MAX is 4,096; the rest is left to the workspace's own path and the staging folder. */
    private static final int LONGEST = 3_500;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final String MANIFEST = ".forge-manifest.json";
    private static final String RESERVED = ".forge-";

    public RelativeName {
        reasonAgainst(text).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /** What makes a raw name unfit, as the end of a sentence ("… climbs out of the workspace"); empty if it is fit. */
    public static Optional<String> reasonAgainst(String raw) {
        if (raw.isEmpty()) {
            return Optional.of("is empty");
        }
        if (raw.startsWith("/")) {
            return Optional.of("is an absolute path");
        }
        if (raw.indexOf('\\') >= 0) {
            return Optional.of("has a backslash, which some systems take for a folder's separator");
        }
        if (DRIVE.matcher(raw).matches()) {
            return Optional.of("begins with a drive letter");
        }
        if (raw.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(raw)) {
            return Optional.of("is no valid Unicode");
        }
        if (longest(raw) > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " bytes");
        }
        return reasonAgainstParts(raw);
    }

    private static Optional<String> reasonAgainstParts(String raw) {
        for (String part : raw.split("/", -1)) {
            if (part.isEmpty()) {
                return Optional.of("has an empty part (two slashes)");
            }
            if (part.equals("..")) {
                return Optional.of("climbs out of its folder ('..')");
            }
            if (part.equals(".")) {
                return Optional.of("has '.' as a part");
            }
            if (longest(part) > LONGEST_PART) {
                return Optional.of("has a part longer than " + LONGEST_PART + " bytes");
            }
        }
        return reserved(raw) && !isManifest(raw)
                ? Optional.of("begins with '.forge-', which Forge keeps")
                : Optional.empty();
    }

    private static int longest(String text) {
        return text.length() > LONGEST ? Integer.MAX_VALUE : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Forge's own files lie at the top of the workspace under names that begin so, in any case of letters. */
    public static boolean reserved(String raw) {
        return raw.toLowerCase(Locale.ROOT).startsWith(RESERVED);
    }

    /** The list that a sink leaves beside its objects; a source does not bring it back. */
    public static boolean isManifest(String raw) {
        return raw.equals(MANIFEST);
    }

    public static String manifest() {
        return MANIFEST;
    }

    /** The folder that holds it; empty at the top. */
    public String parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? "" : text.substring(0, slash);
    }
}
