package dev.forge.k8s.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StampedLinesTest {
    private final StringBuilder seen = new StringBuilder();
    private final StampedLines lines = new StampedLines(new Told());

    private final class Told implements StampedLines.Sink {
        @Override
        public void begin(Stamp at) {
            seen.append('<').append(at).append('>');
        }

        @Override
        public void bytes(byte[] from, int start, int end) {
            seen.append(new String(from, start, end - start, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void end() {
            seen.append('$');
        }
    }

    private boolean accept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return lines.accept(bytes, bytes.length);
    }

    @Test
    void stampsAreTakenOffLines() {
        assertThat(accept("2026-11-21T07:40:42.654050634Z one\n2026-11-21T07:40:42.654067820Z \n"))
                .isTrue();

        assertThat(seen).hasToString("<2026-11-21T07:40:42.654050634Z>one$<2026-11-21T07:40:42.654067820Z>$");
    }

    @Test
    void itDoesNotMatterWhereTheStreamIsCut() {
        String text = "2026-11-21T07:40:42.654050634Z one two\n2026-11-21T07:40:43.000000001Z \0\r x\n";
        assertThat(text.chars().allMatch(character -> accept(String.valueOf((char) character))))
                .isTrue();

        assertThat(seen).hasToString("<2026-11-21T07:40:42.654050634Z>one two$<2026-11-21T07:40:43.000000001Z>\0\r x$");
    }

    @Test
    void aNodeMayBeInAnotherTimeZone() {
        assertThat(accept("2026-11-21T08:40:42.654050634+01:00 one\n2026-11-21T02:10:42.000000001-05:30 two\n"))
                .isTrue();

        assertThat(seen).hasToString("<2026-11-21T07:40:42.654050634Z>one$<2026-11-21T07:40:42.000000001Z>two$");
    }

    @Test
    void theRestOfALineThatBeganBeforeIsLeftOut() {
        assertThat(accept("rest of a long line\n2026-11-21T07:40:42.654050634Z one\n"))
                .isTrue();

        assertThat(seen).hasToString("<2026-11-21T07:40:42.654050634Z>one$");
        assertThat(lines.hasBegun()).isTrue();
    }

    @Test
    void aLineWithoutAStampInTheMiddleIsKubeletsOwn() {
        assertThat(accept("2026-11-21T07:40:42.654050634Z one\nunable to retrieve container logs for x\n"))
                .isFalse();

        assertThat(seen).hasToString("<2026-11-21T07:40:42.654050634Z>one$");
    }

    @Test
    void aStreamOfNothingButTroublesHasNoLine() {
        assertThat(accept("unable to retrieve container logs for containerd://abc"))
                .isTrue();

        assertThat(seen).hasToString("");
        assertThat(lines.hasBegun()).isFalse();
    }
}
