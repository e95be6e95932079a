package dev.forge.starter.run;

import dev.forge.archive.records.RunFilter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a {@link RunFilter} says of a run that visibility has found; it decides as the archive does. */
final class RunSieve implements Predicate<RunSummary> {
    private final RunFilter filter;

    RunSieve(RunFilter filter) {
        this.filter = filter;
    }

    @Override
    public boolean test(RunSummary run) {
        return (filter.states().isEmpty() || filter.states().contains(run.state()))
                && run.labels().entrySet().containsAll(filter.labels().entrySet())
                && filter.startedFrom().map(at -> !run.startedAt().isBefore(at)).orElse(true)
                && filter.startedBefore().map(run.startedAt()::isBefore).orElse(true)
                && filter.atLeast().map(least -> took(run) >= least.toMillis()).orElse(true)
                && filter.atMost().map(most -> took(run) <= most.toMillis()).orElse(true)
                && filter.idPrefix().map(run.id()::startsWith).orElse(true)
                && filter.text().map(text -> contains(run, text)).orElse(true);
    }

    private static long took(RunSummary run) {
        return Duration.between(run.startedAt(), run.closedAt()).toMillis();
    }

    private static boolean contains(RunSummary run, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Stream.concat(Stream.of(run.id()), run.labels().values().stream())
                .anyMatch(searched -> searched.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
