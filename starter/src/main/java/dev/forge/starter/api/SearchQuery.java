package dev.forge.starter.api;

import dev.forge.starter.log.LogPattern;
import dev.forge.starter.log.LogPattern.Letters;
import dev.forge.starter.log.LogWish.Which;
import dev.forge.starter.log.SearchPlace;
import dev.forge.starter.log.SearchWish;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /runs/{id}/steps/{step}/logs/search} is asked for.
 *
 * @param name tells this search from others, to which its cursors do not belong
 */
record SearchQuery(SearchWish wish, String name) {
    private static final String PATTERN = "pattern";
    private static final List<String> KNOWN = List.of(PATTERN, "regex", "ignoreCase", "attempt", "limit", "cursor");

    static SearchQuery of(String run, String step, HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, KNOWN);
        String pattern = query.text(PATTERN)
                .orElseThrow(() -> QueryParameters.refused(
                        PATTERN,
                        "there is nothing to look for",
                        "give a text, or a regular expression with regex=true"));
        boolean regex = query.on("regex");
        Letters letters = query.on("ignoreCase") ? Letters.CASE_IGNORED : Letters.AS_THEY_ARE;
        Which which = LogQuery.which(query);
        String name = String.join("\n", "search", run, step, which.toString(), pattern, regex + " " + letters);
        Optional<SearchPlace> from = query.text("cursor").map(cursor -> place(cursor, name));
        return new SearchQuery(new SearchWish(which, pattern(pattern, regex, letters), query.limit(), from), name);
    }

    private static LogPattern pattern(String pattern, boolean regex, Letters letters) {
        try {
            return regex ? LogPattern.regex(pattern, letters) : LogPattern.text(pattern, letters);
        } catch (LogPattern.Unusable e) {
            throw QueryParameters.refused(PATTERN, String.valueOf(e.getMessage()), e.fix());
        }
    }

    private static SearchPlace place(String cursor, String name) {
        return SearchPlace.read(cursor, name)
                .orElseThrow(() -> QueryParameters.refused(
                        "cursor",
                        "it belongs to another search",
                        "give next of the answer before, with the same query, or leave it out to begin anew"));
    }
}
