package dev.forge.starter.log;

/**
 * A line in which a pattern was found.
 *
 * @param attempt the number of the attempt that wrote it
 * @param line the number of the line in that attempt's log, from 1
 * @param offset the first byte of the line in that attempt's log, from 0; in a line of more than 32 KiB, of the piece
 * @param text the line without its end; of more than 1,000 characters those around the first match, with … where others were
 *     cut off
 */
public record LogMatch(int attempt, long line, long offset, String text) {}
