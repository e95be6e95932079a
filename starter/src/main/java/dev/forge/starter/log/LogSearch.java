package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Looks through what steps have written, attempt after attempt. */
@Singleton
public class LogSearch {
    private final PresentLogs present;
    private final LinesOfLogs lines;

    LogSearch(PresentLogs present, AttemptLogs logs, Clock clock) {
        this.present = present;
        this.lines = new LinesOfLogs(logs, clock);
    }

    /** What is found in what is written by now; refused where there is no such run, step, attempt or log. */
    public Found search(String runId, String step, SearchWish wish) {
        return lines.search(present.find(runId, step, LogWish.all(which(wish))), wish);
    }

    /** Where the latest attempt was meant, an attempt that has begun since is not gone on in. */
    private static LogWish.Which which(SearchWish wish) {
        return wish.from()
                .filter(from -> wish.which() instanceof LogWish.Which.Latest)
                .<LogWish.Which>map(from -> new LogWish.Which.Numbered(from.attempt()))
                .orElse(wish.which());
    }

    /**
     * What was found.
     *
     * @param next where to go on; empty where all has been looked at
     */
    public record Found(List<LogMatch> matches, Optional<SearchPlace> next) {
        public Found {
            matches = List.copyOf(matches);
        }
    }
}
