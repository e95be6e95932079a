package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads Temporal's visibility page by page. */
@Singleton
class VisibilityScan {
    /** Each run comes with its report: a page of them is some hundred KiB. */
    private static final int LARGEST_PAGE = 200;

    /** For one call, where few of the runs that visibility finds are wanted: Temporal serves ten pages a second. */
    private static final int MOST_PAGES = 5;

    private final Pages pages;

    @Inject
    VisibilityScan(TemporalGateway temporal) {
        this((query, size, token) -> Page.of(temporal.list(query.text(), size, token), temporal));
    }

    VisibilityScan(Pages pages) {
        this.pages = pages;
    }

    /** Where pages come from. */
    interface Pages {
        Page read(VisibilityQuery query, int size, ByteString token);
    }

    /**
     * A page.
     *
     * @param next the token of the next one; empty after the last
     */
    record Page(List<RunSummary> runs, ByteString next) {
        private static Page of(ListWorkflowExecutionsResponse answer, TemporalGateway temporal) {
            List<RunSummary> runs = answer.getExecutionsList().stream()
                    .map(info -> new Execution(info, temporal.converter()).summary())
                    .toList();
            return new Page(runs, answer.getNextPageToken());
        }

        boolean isLast() {
            return runs.isEmpty() || next.isEmpty();
        }
    }

    /**
     * What is looked for.
     *
     * @param wanted those of some runs that are looked for
     * @param enough how many of them
     * @param time by which visibility orders them, the latest first
     * @param from where the look begins; empty at the latest
     */
    record Search(
            VisibilityQuery query,
            UnaryOperator<List<RunSummary>> wanted,
            int enough,
            Function<RunSummary, Instant> time,
            Optional<Instant> from) {}

    /**
     * What was found.
     *
     * @param knownAfter those that are later than this are all here; where it is empty, all are
     */
    record Found(List<RunSummary> runs, Optional<Instant> knownAfter) {
        Found {
            runs = List.copyOf(runs);
        }
    }

    /** Reads until enough is found, there is no more, or enough has been read for one call; but always some way. */
    Found some(Search search) {
        List<RunSummary> found = new ArrayList<>();
        ByteString token = ByteString.EMPTY;
        Optional<Instant> from = search.from();
        Optional<Instant> reached = Optional.empty();
        for (int count = 0; goesOn(count, found.size() < search.enough(), from, reached); count++) {
            // Most calls are answered by the first page, though each ended run is in the archive too.
            int size = count == 0 ? Math.min(2 * search.enough(), LARGEST_PAGE) : LARGEST_PAGE;
            Page page = pages.read(search.query(), size, token);
            found.addAll(search.wanted().apply(page.runs()));
            token = page.next();
            if (page.isLast()) {
                return new Found(found, Optional.empty());
            }
            from = from.or(() -> Optional.of(search.time().apply(page.runs().getFirst())));
            reached = Optional.of(search.time().apply(page.runs().getLast()));
        }
        return new Found(found, reached);
    }

    private static boolean goesOn(int pages, boolean wantsMore, Optional<Instant> from, Optional<Instant> reached) {
        boolean further = reached.isPresent() && reached.get().isBefore(from.orElseThrow());
        return !further || (wantsMore && pages < MOST_PAGES);
    }

    /** Reads what must be known in whole, which is little. */
    List<RunSummary> all(VisibilityQuery query) {
        List<RunSummary> found = new ArrayList<>();
        ByteString token = ByteString.EMPTY;
        do {
            Page page = pages.read(query, LARGEST_PAGE, token);
            found.addAll(page.runs());
            token = page.next();
        } while (!token.isEmpty());
        return found;
    }
}
