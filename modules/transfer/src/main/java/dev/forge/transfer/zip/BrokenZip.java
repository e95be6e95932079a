package dev.forge.transfer.zip;

import java.io.IOException;

/** A zip that cannot be read as the format demands; the message is the end of a sentence about the zip. */
final class BrokenZip extends IOException {
    private static final long serialVersionUID = 1;

    private final String reason;

    BrokenZip(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
