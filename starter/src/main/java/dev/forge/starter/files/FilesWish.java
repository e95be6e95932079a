package dev.forge.starter.files;

import java.util.Optional;

/**
 * Which part of a list of files is wanted.
 *
 * @param prefix what paths begin with; may be empty
 * @param cursor where an earlier part ended
 * @param limit how many files at most
 */
public record FilesWish(String prefix, Optional<String> cursor, int limit) {}
