package dev.forge.k8s.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells whether the head of a container's log may be missing, of which nothing is stored: kubelet gives its newest file
 * alone, and does not say whether that is the first.
 *
 * <p>What is known is when the container started, when the file was seen to be empty, and the line that it was seen to
 * begin with. A file that begins later than a line that was seen has lost that line. One that was looked at late, and
 * begins late, may have lost some. One that is empty whenever somebody looks is taken for one that always was, if it was
 * looked at in time once: else every module that says nothing for long would be suspected at each change of workers.
 */
final class Beginning {
    /** A follower is there within seconds of the container's start; and kubelet rotates every ten at most. */
    private static final Duration LATE = Duration.ofSeconds(10);

    /** The container's start is told in whole seconds, and its first line takes a moment. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private boolean followed;
    private Optional<Instant> clear;
    private String clearWhen = "the container had started";
    private Optional<Stamp> head = Optional.empty();
    private Optional<String> doubt = Optional.empty();

    /**
     * Of a container's log.
     *
     * @param startedAt when the container started; empty: it is not known, and nothing is suspected
     * @param followed whether somebody has followed the attempt's log before, and would have left word of a doubt
     */
    Beginning(Optional<Instant> startedAt, boolean followed) {
        this.clear = startedAt;
        this.followed = followed;
    }

    /** kubelet was asked at an instant, and its file was empty. */
    void empty(Instant asked) {
        if (head.isPresent()) {
            return;
        }
        if (isLate(asked) && !followed) {
            doubt = Optional.of(why(asked));
        }
        followed = true;
        clear = clear.map(_ -> asked);
        clearWhen = "it was last seen to be empty";
    }

    /** kubelet was asked at an instant, and its file begins with a line. */
    void begins(Instant asked, Stamp with) {
        if (head.isPresent()) {
            return;
        }
        head = Optional.of(with);
        boolean begunAtOnce =
                clear.filter(at -> with.instant().isBefore(at.plus(AT_ONCE))).isPresent();
        if (isLate(asked) && !begunAtOnce) {
            doubt = Optional.of(why(asked));
        }
    }

    /** Whether nothing is missing, as far as is known. */
    boolean isWhole() {
        return doubt.isEmpty();
    }

    /** The mark to put before the first line that is read, of a file that was asked for at an instant. */
    Optional<String> mark(Instant asked, Stamp first) {
        begins(asked, first);
        return head.filter(first::isAfter).isPresent()
                ? Optional.of(Gaps.lostBefore(first, "kubelet rotated the container's log before it was read"))
                : doubt.map(why -> Gaps.maybeLostBefore(first, why));
    }

    /** The mark to leave of a log that has no line to its end. */
    Optional<String> markOfNothing(Instant asked, Instant end) {
        empty(asked);
        return doubt.map(why -> Gaps.maybeLostBefore(end, why));
    }

    private boolean isLate(Instant asked) {
        return clear.filter(at -> asked.isAfter(at.plus(LATE))).isPresent();
    }

    private String why(Instant asked) {
        long seconds = clear.map(at -> Duration.between(at, asked).toSeconds()).orElse(0L);
        return "the container's log was opened " + seconds + " s after " + clearWhen;
    }
}
