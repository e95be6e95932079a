package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks through the lines of a log, one after the other; a line that is too long for that in pieces. */
final class LineSearch {
    /** Bytes of a line that are looked at together; few lines are longer. */
    static final int PIECE = 32 * 1024;

    /** Bytes that are looked at beyond a piece: so long may a match be that begins in one and ends in the next. */
    static final int BEYOND = 4 * 1024;

    /** The most bytes that a character has in UTF-8. */
    private static final int CHARACTER = 4;

    private final LogWindow window;
    private final LogSpan span;
    private final LogPattern pattern;
    private SearchPlace place;

    LineSearch(AttemptLogs logs, LogSpan span, SearchPlace from, LogPattern pattern) {
        this.window = new LogWindow(logs, span, CHARACTER + PIECE + BEYOND + KeptLog.CHUNK);
        this.span = span;
        this.pattern = pattern;
        this.place = from;
    }

    boolean hasNext() {
        return place.offset() < span.to();
    }

    /** The next line, or piece of one. */
    SearchPlace place() {
        return place;
    }

    /** Looks at the next line, or piece of one. */
    Optional<LogMatch> next() {
        SearchPlace here = place;
        return piece(here.offset())
                .found(pattern)
                .map(text -> new LogMatch(here.attempt(), here.line(), here.offset(), text));
    }

    /** What begins at an offset; the place is after it then. */
    private LinePiece piece(long from) {
        long most = from + PIECE + BEYOND;
        window.hold(Math.max(0, from - CHARACTER), most);
        OptionalLong feed = window.feed(from, most);
        if (feed.isPresent()) {
            place = place.nextLine(feed.getAsLong() + 1);
            return LinePiece.last(before(from), window.text(from, feed.getAsLong()));
        }
        if (window.end() < most) {
            place = place.inLine(span.to());
            // Less of the log than there was is where it has been removed meanwhile.
            return LinePiece.last(before(from), window.text(from, Math.max(from, window.end())));
        }
        long to = characterAt(from + PIECE);
        place = place.inLine(to);
        String own = window.text(from, to);
        return new LinePiece(before(from), own + window.text(to, most), own.length());
    }

    private String before(long offset) {
        return offset == 0 || window.at(offset - 1) == '\n' ? "" : window.text(characterAt(offset - 1), offset);
    }

    /** Where the character begins that has a byte at an offset; what is no UTF-8 is as good anywhere. */
    private long characterAt(long offset) {
        long at = offset;
        while (at > 0 && offset - at < CHARACTER - 1 && (window.at(at) & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }
}
