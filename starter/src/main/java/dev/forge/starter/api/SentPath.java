package dev.forge.starter.api;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The path of a file at the end of a call's own: decoded here, since Micronaut takes a plus sign for a space. */
final class SentPath {
    /** Before it: nothing, {@code runs}, the id, {@code files}. */
    private static final int BEFORE = 4;

    private SentPath() {}

    /** What stands behind {@code /runs/{id}/files/}. */
    static String of(URI call) {
        String path = call.getRawPath().split("/", BEFORE + 1)[BEFORE];
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
