package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.forge.archive.records.RunFilter;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.VisibilityScan.Found;
import dev.forge.starter.run.VisibilityScan.Page;
import dev.forge.starter.run.VisibilityScan.Search;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibilityScanTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void whatIsFoundAtOnceCostsOnePage() {
        Found found = scan(runs(1000, 1)).some(search(runs -> runs, 51, Optional.empty()));

        assertThat(sizes).containsExactly(102);
        assertThat(found.runs()).hasSize(102);
        assertThat(found.knownAfter()).contains(NOON.minusSeconds(101));
    }

    @Test
    void whereFewAreWantedACallLooksSoFarAndSaysHowFar() {
        Found found = scan(runs(5000, 1)).some(search(runs -> List.of(), 51, Optional.empty()));

        assertThat(sizes).hasSize(5);
        assertThat(found.runs()).isEmpty();
        assertThat(found.knownAfter()).contains(NOON.minusSeconds(901));
    }

    @Test
    void whatHasBeenReadToItsEndIsKnownInWhole() {
        Found found = scan(runs(300, 1)).some(search(runs -> runs, 300, Optional.empty()));

        assertThat(found.runs()).hasSize(300);
        assertThat(found.knownAfter()).isEmpty();
    }

    @Test
    void itNeverStopsWhereItBegan() {
        // As many at one instant as a call does not look at else.
        Found found = scan(runs(5000, 1500)).some(search(runs -> runs, 2, Optional.of(NOON)));

        assertThat(found.runs()).hasSizeGreaterThan(1500);
        assertThat(found.knownAfter()).contains(NOON.minusSeconds(1));
    }

    private VisibilityScan scan(List<RunSummary> all) {
        return new VisibilityScan((query, size, token) -> {
            sizes.add(size);
            int from = token.isEmpty() ? 0 : Integer.parseInt(token.toStringUtf8());
            int to = Math.min(all.size(), from + size);
            ByteString next = to == all.size() ? ByteString.EMPTY : ByteString.copyFromUtf8(Integer.toString(to));
            return new Page(all.subList(from, to), next);
        });
    }

    private static Search search(UnaryOperator<List<RunSummary>> wanted, int enough, Optional<Instant> from) {
        return new Search(VisibilityQuery.open(RunFilter.all()), wanted, enough, RunSummary::startedAt, from);
    }

    /** The newest first, some at each second. */
    private static List<RunSummary> runs(int count, int atOnce) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RunSummary(
                        "run-" + i,
                        "execution-" + i,
                        "weather",
                        RunState.RUNNING,
                        NOON.minusSeconds((long) i / atOnce),
                        Optional.empty(),
                        Map.of()))
                .toList();
    }
}
