package dev.forge.starter.api;

import dev.forge.starter.log.LogMatch;
import dev.forge.starter.log.LogSearch;
import java.util.List;
import java.util.Optional;

/**
 * A part of the lines that a search finds.
 *
 * @param matches in the order of the log; there may be none although the search goes on
 * @param next the cursor to go on with; absent where all has been looked at
 */
record LogMatches(List<LogMatch> matches, Optional<String> next) {
    LogMatches {
        matches = List.copyOf(matches);
    }

    static LogMatches of(LogSearch.Found found, SearchQuery query) {
        return new LogMatches(found.matches(), found.next().map(place -> place.cursor(query.name())));
    }
}
