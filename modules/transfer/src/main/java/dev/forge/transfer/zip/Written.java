package dev.forge.transfer.zip;

import dev.forge.transfer.workspace.Stamp;

/** An entry of a zip that is being written, as far as it is known; sizes in bytes. */
@SuppressWarnings("ArrayRecordComponent") // The name's bytes are made once and only ever written out.
record Written(
        byte[] name,
        Stamp stamp,
        int attributes,
        int flags,
        int method,
        long crc,
        long packed,
        long size,
        long offset) {

    static Written begin(byte[] name, Stamp stamp, int attributes, long offset) {
        return new Written(name, stamp, attributes, Layout.FLAG_UTF8, Layout.STORED, 0, 0, 0, offset);
    }

    Written whole(int method, long crc, long packed, long size) {
        return new Written(name, stamp, attributes, flags, method, crc, packed, size, offset);
    }

    Written streamed() {
        return new Written(
                name, stamp, attributes, flags | Layout.FLAG_DESCRIPTOR, Layout.DEFLATED, crc, packed, size, offset);
    }
}
