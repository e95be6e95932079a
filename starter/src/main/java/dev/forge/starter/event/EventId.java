package dev.forge.starter.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event stands among those of a run.
 *
 * @param execution Temporal's Run ID: a run that is reset, or continued, has events of its own from there
 * @param number grows from event to event of an execution; numbers may be left out
 */
public record EventId(String execution, long number) {
    /** Of the event behind which there is none. */
    private static final long LAST = Long.MAX_VALUE;

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9-]{1,64})\\.(?:(\\d{1,9})|end)");

    static EventId last(String execution) {
        return new EventId(execution, LAST);
    }

    /** As it stands in a stream. */
    public String text() {
        return execution + "." + (isLast() ? "end" : Long.toString(number));
    }

    /** The inverse; empty where the text is none. */
    public static Optional<EventId> parse(String text) {
        return Optional.of(FORM.matcher(text)).filter(Matcher::matches).map(EventId::of);
    }

    private static EventId of(Matcher form) {
        String number = form.group(2);
        return new EventId(form.group(1), number == null ? LAST : Long.parseLong(number));
    }

    boolean isLast() {
        return number == LAST;
    }

    /** Whether somebody who has seen the other has not seen this one. */
    boolean isAfter(EventId other) {
        return !execution.equals(other.execution) || number > other.number;
    }
}
