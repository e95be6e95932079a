package dev.forge.standalone.images;

import java.nio.file.Path;

/**
 * An image that can be built here.
 *
 * @param name without registry and tag, such as {@code forge/transfer}
 * @param context the folder that its Dockerfile takes files from
 */
public record ImageSource(String name, Path context, Path dockerfile) {}
