package dev.forge.standalone.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which Forge keeps something. */
public final class NeededRoom {
    /** PostgreSQL's programs (60 MB) and data (40 MB), Temporal's command line (100 MB). */
    private static final long LEAST = 200L << 20;
    /** For the start-up cache (140 MB) and some runs as well. */
    private static final long ENOUGH = 1L << 30;

    private final String what;
    private final Path folder;
    private final String variable;

    /**
     * A folder.
     *
     * @param variable by which another one is named
     */
    public NeededRoom(String what, Path folder, String variable) {
        this.what = what;
        this.folder = folder.toAbsolutePath().normalize();
        this.variable = variable;
    }

    /** Whether it can be written to, or made, and has room. */
    public Finding look() {
        Path there = nearest();
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.missing(
                    what,
                    folder + " cannot be "
                            + (there.equals(folder) ? "written to" : "made: " + there + " is in the way"),
                    "set " + variable + " to a folder that you may write to");
        }
        long room = room(there);
        String found = folder + ", " + mib(room) + " free";
        String remedy = "make room there, or set " + variable + " to a folder on another disk";
        if (room < LEAST) {
            return Finding.missing(what, found + "; an engine needs " + mib(LEAST), remedy);
        }
        return room < ENOUGH
                ? Finding.note(what, found + "; " + mib(ENOUGH) + " are soon used", remedy)
                : Finding.good(what, found);
    }

    /** The folder, or the one in which it would be made. */
    private Path nearest() {
        Path there = folder;
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static long room(Path there) {
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + there + " does not say how much room it has.", e);
        }
    }
}
