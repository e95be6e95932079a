package dev.forge.starter.log;

import java.util.List;

/**
 * The newest lines of an attempt's log.
 *
 * @param offset of the first byte of the first of them, in the attempt's log
 * @param lines as UTF-8, in which bytes that are none are replaced; of one of more than 1,000 characters the first 1,000
 * @param leftOut whether bytes between those that were told before and these are not told
 */
public record TailLines(String step, int attempt, long offset, List<String> lines, boolean leftOut) {
    public TailLines {
        lines = List.copyOf(lines);
    }
}
