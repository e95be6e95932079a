package dev.forge.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sources and sinks as people name them on a command line: URIs, or paths of this machine. */
final class Places {
    private static final Pattern URI_FORM = Pattern.compile("[a-z][a-z0-9+.-]*://.*");

    private Places() {}

    static String source(String place) {
        return isUri(place) ? place : uri(Path.of(place), Files.isDirectory(Path.of(place)));
    }

    /** A path that does not end in {@code .zip} is a folder, whether it is there already or not. */
    static String sink(String place) {
        return isUri(place) ? place : uri(Path.of(place), !place.endsWith(".zip"));
    }

    private static boolean isUri(String place) {
        return URI_FORM.matcher(place).matches();
    }

    // Not Path.toUri: it percent-encodes, and a pipeline's file:/// places are plain paths.
    private static String uri(Path path, boolean folder) {
        String plain = path.toAbsolutePath().normalize().toString();
        return "file://" + plain + (folder && !plain.endsWith("/") ? "/" : "");
    }
}
