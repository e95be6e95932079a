package dev.forge.k8s.logs;

import java.util.Optional;

/**
 * Where in a container's log somebody stands, in kubelet's terms, so that another can go on there.
 *
 * <p>kubelet can be asked for lines since a whole second. What it gives then is always the same sequence, only longer
 * each time, until it rotates the file: so the lines that one has of the last second are counted, and that many are
 * skipped. Their stamps alone would not do: two streams of a container are stamped by two threads of the runtime, and
 * may be out of order by microseconds.
 *
 * @param container whose log it is
 * @param first stamp of the first line that one has of the last second
 * @param lines how many lines one has since then, the one that has not ended among them
 * @param last the latest stamp
 * @param same how many lines one has that bear it
 * @param partial bytes one has of a line that has not ended; empty at the end of a line
 * @param drained whether the file that the last line is in was read to its end, and kubelet has begun another since
 */
record Place(
        String container, Stamp first, long lines, Stamp last, long same, Optional<Long> partial, boolean drained) {
    private static final String NO_LINE = "-";

    /** In a line of ASCII. */
    String encoded() {
        return String.join(
                " ",
                "1",
                container,
                first.toString(),
                Long.toString(lines),
                last.toString(),
                Long.toString(same),
                partial.map(bytes -> Long.toString(bytes)).orElse(NO_LINE),
                Boolean.toString(drained));
    }

    static Place decoded(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 8 || !parts[0].equals("1")) {
            throw new IllegalStateException("a log's place is written as " + text
                    + ", which is none that this version knows: let the version that wrote it end the attempt");
        }
        return new Place(
                parts[1],
                Stamp.parse(parts[2]),
                Long.parseLong(parts[3]),
                Stamp.parse(parts[4]),
                Long.parseLong(parts[5]),
                parts[6].equals(NO_LINE) ? Optional.empty() : Optional.of(Long.parseLong(parts[6])),
                Boolean.parseBoolean(parts[7]));
    }

    /** The place after the beginning of the log's first line. */
    static Place begin(String container, Stamp at) {
        return new Place(container, at, 1, at, 1, Optional.of(0L), false);
    }

    /** A place after all that a container wrote, of which no line is to be had. */
    static Place afterAll(String container, Stamp at) {
        return new Place(container, at, 1, at, 1, Optional.empty(), true);
    }

    /** The place after the beginning of another line. */
    Place begun(Stamp at) {
        boolean newSecond = at.second() > first.second();
        boolean counts = at.second() == first.second();
        boolean later = at.isAfter(last);
        return new Place(
                container,
                newSecond ? at : first,
                newSecond ? 1 : counts ? lines + 1 : lines,
                later ? at : last,
                later ? 1 : at.equals(last) ? same + 1 : same,
                Optional.of(0L),
                false);
    }

    /** The same, with so many bytes of a line that has not ended. */
    Place inLine(long bytes) {
        return new Place(container, first, lines, last, same, Optional.of(bytes), drained);
    }

    Place atLineEnd() {
        return new Place(container, first, lines, last, same, Optional.empty(), drained);
    }

    Place afterItsFile() {
        return new Place(container, first, lines, last, same, partial, true);
    }
}
