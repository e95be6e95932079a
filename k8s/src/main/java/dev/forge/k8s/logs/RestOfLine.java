package dev.forge.k8s.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a stream gives of a line that has begun, while there is a file after the one that it reads. The container runtime
 * cuts lines in two at a rotation: the old file may end in a line, whose rest is the new file's first. And kubelet puts
 * no stamp before what it sends in a line, even if it has turned to another file meanwhile, be it the next or a later
 * one. So only the stamp of the line after it tells where the rest is from; what is not from the old file is left, and
 * read from the next file's own stream.
 */
final class RestOfLine {
    /** Bytes of a line that does not end; so much of one is not held in memory. */
    private static final int MOST = 1024 * 1024;

    private final Draft draft;
    private final Continuity continuity;
    private ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean ended;
    private boolean late;

    RestOfLine(Draft draft, Continuity continuity) {
        this.draft = draft;
        this.continuity = continuity;
    }

    /** The stream goes on with lines that are not the next ones. */
    static final class Skipped extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Stamp at;

        Skipped(Stamp at) {
            super("skipped", null, false, false);
            this.at = at;
        }

        /** The stamp of the line that the stream goes on with. */
        Stamp at() {
            return at;
        }
    }

    boolean holds() {
        return isHeld() || (draft.isInLine() && continuity.hasSuccessor());
    }

    private boolean isHeld() {
        return held.size() > 0 || ended;
    }

    /**
     * Holds bytes of the line.
     *
     * @param silent whether the stream was silent before them, as it is at the end of a file
     */
    void hold(byte[] bytes, int start, int end, boolean silent) {
        late |= silent && !isHeld();
        held.write(bytes, start, end - start);
        if (held.size() > MOST) {
            keep();
        }
    }

    void holdEnd(boolean silent) {
        late |= silent && !isHeld();
        ended = true;
    }

    /** Another line begins. */
    void begin(Stamp at) {
        if (continuity.skipsSuccessor(at)) {
            throw new Skipped(at);
        }
        keep();
    }

    /**
     * Keeps what is held without its end, which is another file's.
     *
     * @param swallowed the end, or how it begins; its bytes as Latin-1
     * @return whether it was there
     */
    boolean keepBefore(String swallowed) {
        if (!isHeld()) {
            return true;
        }
        String all = held.toString(StandardCharsets.ISO_8859_1) + (ended ? "\n" : "");
        int own = swallowed.endsWith("\n") || swallowed.isEmpty()
                ? all.length() - swallowed.length()
                : all.indexOf(swallowed);
        boolean found = own >= 0 && all.startsWith(swallowed, own);
        if (found && own < all.length()) {
            held = new ByteArrayOutputStream();
            held.writeBytes(all.substring(0, own).getBytes(StandardCharsets.ISO_8859_1));
            ended = false;
        }
        if (found) {
            keep();
        } else {
            leave();
        }
        return found;
    }

    /** The stream ends. Returns whether what was held is left, since it came so late that it is another file's. */
    boolean settle() {
        boolean left = isHeld() && late;
        if (left) {
            leave();
        } else {
            keep();
        }
        return left;
    }

    private void keep() {
        if (held.size() > 0) {
            draft.add(held.toByteArray(), 0, held.size());
        }
        if (ended) {
            draft.end();
        }
        leave();
    }

    private void leave() {
        held = new ByteArrayOutputStream();
        ended = false;
        late = false;
    }
}
