package dev.forge.starter.log;

import java.util.Optional;

/** Bytes of logs, a part at a time. */
public interface LogSource {
    /** The next part, never an empty one, waiting for it where that is asked for; empty at the end. */
    Optional<byte[]> next() throws InterruptedException;
}
