package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import dev.forge.starter.log.LogSearch.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the lines of some logs, reading these once and holding little of them, until it has enough or is late. */
final class LinesOfLogs {
    /** After so long it says where to go on: a caller waits a minute at most, and others want the processor too. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AttemptLogs logs;
    private final Clock clock;

    LinesOfLogs(AttemptLogs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    Found search(LogParts parts, SearchWish wish) {
        Instant until = clock.instant().plus(PATIENCE);
        List<LogMatch> matches = new ArrayList<>();
        boolean begun = false;
        for (LogSpan span : parts.spans()) {
            LineSearch lines = new LineSearch(logs, span, start(span, wish), wish.pattern());
            while (lines.hasNext()) {
                if (matches.size() == wish.limit() || (begun && !clock.instant().isBefore(until))) {
                    return new Found(matches, Optional.of(lines.place()));
                }
                lines.next().ifPresent(matches::add);
                begun = true;
            }
        }
        return new Found(matches, Optional.empty());
    }

    /** In attempts before the one that the search goes on in, all has been looked at. */
    private static SearchPlace start(LogSpan span, SearchWish wish) {
        int attempt = span.attempt().number();
        SearchPlace start = SearchPlace.startOf(attempt);
        return wish.from()
                .map(from ->
                        from.attempt() == attempt ? from : from.attempt() > attempt ? start.inLine(span.to()) : start)
                .orElse(start);
    }
}
