package dev.forge.archive.records;

import java.util.function.IntUnaryOperator;

/** Deletes much in pieces, each in a transaction of its own that is short enough for nobody to wait for it. */
final class Batches {
    static final int SIZE = 500;

    private Batches() {}

    /** Does pieces until one is not full, and says how much that was. */
    static long all(IntUnaryOperator piece) {
        long all = 0;
        int done;
        do {
            done = piece.applyAsInt(SIZE);
            all += done;
        } while (done == SIZE);
        return all;
    }
}
