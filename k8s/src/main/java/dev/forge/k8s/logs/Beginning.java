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
    /**
     * A follower is there within a second or two of the container's start, and on a busy machine within some more: it must
     * not doubt a whole log for that. A module that fills a file and has it rotated in so little time has no mark.
     */
    private static final Duration LATE = Duration.ofSeconds(30);

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
     * @param followed whether somebody has followed the attempt's log before, and had nothing to suspect
     */
    Beginning(Optional<Instant> startedAt, boolean followed) {
        this.clear = startedAt;
        this.followed = followed;
    }

    /**
     * The file was empty.
     *
     * @param opened when kubelet was asked for it
     * @param seen until when nothing came
     */
    void empty(Instant opened, Instant seen) {
        if (head.isPresent()) {
            return;
        }
        if (isLate(opened) && !followed) {
            doubt = Optional.of(why(opened));
        }
        followed = true;
        clear = clear.map(_ -> seen);
        clearWhen = "it was last seen to be empty";
    }

    /**
     * The file begins with a line.
     *
     * @param opened when kubelet was asked for it
     */
    void begins(Instant opened, Stamp with) {
        if (head.isPresent()) {
            return;
        }
        head = Optional.of(with);
        boolean atOnce =
                clear.filter(at -> with.instant().isBefore(at.plus(AT_ONCE))).isPresent();
        boolean wasEmpty = !with.instant().isBefore(opened);
        if (isLate(opened) && !atOnce && !(wasEmpty && followed)) {
            doubt = Optional.of(why(opened));
        }
    }

    /** Whether nothing is missing, as far as is known. */
    boolean isWhole() {
        return doubt.isEmpty();
    }

    /**
     * The mark to put before the first line that is read.
     *
     * @param opened when kubelet was asked for the file
     */
    Optional<String> mark(Instant opened, Stamp first) {
        begins(opened, first);
        return head.filter(first::isAfter).isPresent()
                ? Optional.of(Gaps.lostBefore(first, "kubelet rotated the container's log before it was read"))
                : doubt.map(why -> Gaps.maybeLostBefore(first, why));
    }

    /** The mark to leave of a log that has no line to its end. */
    Optional<String> markOfNothing(Instant opened, Instant end) {
        empty(opened, end);
        return doubt.map(why -> Gaps.maybeLostBefore(end, why));
    }

    private boolean isLate(Instant opened) {
        return clear.filter(at -> opened.isAfter(at.plus(LATE))).isPresent();
    }

    private String why(Instant opened) {
        long seconds = clear.map(at -> Duration.between(at, opened).toSeconds()).orElse(0L);
        return "the container's log was opened " + seconds + " s after " + clearWhen;
    }
}
