package dev.forge.runtime.local;

import java.time.Instant;
import java.util.Optional;

/**
 * What the files of an attempt said at one moment.
 *
 * @param started empty while its module has not started
 * @param exit empty while its module was not seen to exit
 * @param ending empty unless somebody asked it to end
 */
record Marks(Optional<Started> started, Optional<Exit> exit, Optional<Ending> ending) {
    /** The start of its module; the process leads the module's group. */
    record Started(ProcessIdentity process, Instant at) {}

    /** The end of its module; a signal is 128 and its number, as shells have it. */
    record Exit(int code, Instant at) {}

    /** That it was asked to end, before the first signal was sent. */
    record Ending(Why why, Instant since) {}

    /** Why an attempt is ended by us. */
    enum Why {
        TIMEOUT,
        CANCELED
    }
}
