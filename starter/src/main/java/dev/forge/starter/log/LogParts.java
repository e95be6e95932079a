package dev.forge.starter.log;

import dev.forge.starter.range.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** Spans of logs, one after the other, as one text: there is one at least. */
record LogParts(List<LogSpan> spans) {
    LogParts {
        spans = List.copyOf(spans);
    }

    long length() {
        return spans.stream().mapToLong(LogSpan::length).sum();
    }

    /** A part of the text that has a byte at least. */
    LogParts cut(Excerpt excerpt) {
        List<LogSpan> cut = new ArrayList<>();
        long before = 0;
        for (LogSpan span : spans) {
            long from = Math.max(0, excerpt.first() - before);
            long to = Math.min(span.length(), excerpt.last() + 1 - before);
            if (from < to) {
                cut.add(new LogSpan(span.attempt(), span.from() + from, span.from() + to));
            }
            before += span.length();
        }
        return new LogParts(cut);
    }

    /** The span of the first byte; of an empty text the first. */
    LogSpan first() {
        return spans.stream().filter(span -> span.length() > 0).findFirst().orElseGet(spans::getFirst);
    }
}
