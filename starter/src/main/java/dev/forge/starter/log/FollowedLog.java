package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.time.Duration;
import java.util.Optional;

/** The log of a step while it is written, attempt after attempt, until nothing more can come. */
final class FollowedLog implements LogSource {
    /** A person does not notice this much; a thousand readers cost 5,000 small reads a second. */
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** How often an ended attempt whose log never says that it is complete is looked at once more: for 2 s. */
    private static final int LOOKS_AFTER_END = 10;

    private final AttemptLogs logs;
    private final Course course;
    private Optional<LogPlace> place;
    private int looksAfterEnd;

    /**
     * The log of a step.
     *
     * @param place where to begin; empty where the step has not started
     */
    FollowedLog(AttemptLogs logs, Course course, Optional<LogPlace> place) {
        this.logs = logs;
        this.course = course;
        this.place = place;
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        while (true) {
            // Both are asked before the log is read: what is written after the read must not be missed.
            boolean attemptEnded = place.isPresent() && course.ended(place.get().attempt());
            boolean courseEnded = course.ended();
            Optional<LogSlice> slice = place.flatMap(at -> logs.read(at.attempt(), at.offset(), KeptLog.CHUNK));
            if (slice.isPresent() && slice.get().bytes().length > 0) {
                return Optional.of(take(slice.get()));
            }
            if (isExhausted(slice, attemptEnded)) {
                Optional<LogPlace> following =
                        place.map(at -> course.after(at.attempt())).orElseGet(course::first);
                if (following.isEmpty() && courseEnded) {
                    return Optional.empty();
                }
                following.ifPresent(this::turnTo);
            }
            Thread.sleep(PAUSE);
        }
    }

    private byte[] take(LogSlice slice) {
        place = place.map(at -> at.at(slice.next()));
        return slice.bytes();
    }

    private boolean isExhausted(Optional<LogSlice> slice, boolean attemptEnded) {
        if (place.isEmpty() || slice.map(LogSlice::complete).orElse(false)) {
            return true;
        }
        return attemptEnded && ++looksAfterEnd >= LOOKS_AFTER_END;
    }

    private void turnTo(LogPlace following) {
        place = Optional.of(following);
        looksAfterEnd = 0;
    }
}
