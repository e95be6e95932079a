package dev.forge.starter.api;

import dev.forge.starter.log.LogWish;
import dev.forge.starter.log.LogWish.Which;
import io.micronaut.http.HttpParameters;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** What {@code GET /runs/{id}/steps/{step}/logs} is asked for. */
record LogQuery(LogWish wish, boolean follow) {
    private static final int LONGEST_TAIL = 100_000;

    static LogQuery of(HttpParameters sent, Instant now) {
        QueryParameters query = new QueryParameters(sent, List.of("attempt", "follow", "tail", "since"));
        Which which = which(query);
        OptionalInt tail = query.number("tail", 0, LONGEST_TAIL);
        if (tail.isPresent() && which instanceof Which.All) {
            throw QueryParameters.refused("tail is of one attempt: leave it out, or attempt=all.");
        }
        return new LogQuery(new LogWish(which, tail, query.since(now)), query.on("follow"));
    }

    /** {@code attempt}: a number, or {@code all}; the latest if left out. */
    static Which which(QueryParameters query) {
        return query.text("attempt")
                .filter(text -> text.equals("all"))
                .<Which>map(all -> new Which.All())
                .orElseGet(() -> one(query));
    }

    private static Which one(QueryParameters query) {
        OptionalInt number = query.number("attempt", 1, Integer.MAX_VALUE);
        return number.isPresent() ? new Which.Numbered(number.getAsInt()) : new Which.Latest();
    }
}
