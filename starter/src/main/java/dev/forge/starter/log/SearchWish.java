package dev.forge.starter.log;

import java.util.Optional;

/**
 * What is looked for in a step's log.
 *
 * @param limit how many lines at most are told
 * @param from where an earlier search has ended; empty: at the beginning
 */
public record SearchWish(LogWish.Which which, LogPattern pattern, int limit, Optional<SearchPlace> from) {}
