package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    @Test
    void theOldestOfTheLastLinesComesFirst() {
        assertThat(lines("a\nb\n\nc\n", 3)).containsExactly("b", "", "c");
        assertThat(lines("a\nb", 5)).containsExactly("a", "b");
        assertThat(lines("", 5)).isEmpty();
    }

    @Test
    void aProgressBarIsShownAsItStoodAtLast() {
        assertThat(lines("10%\r20%\r30%\r\nready\r\n50%\r100%\r", 3)).containsExactly("30%", "ready", "100%");
        assertThat(lines("\r\r\n\r\n", 2)).containsExactly("", "");
    }

    @Test
    void aLongLineIsCutAtItsEnd() {
        assertThat(lines("begin" + "x".repeat(200_000) + "\nlast", 2))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("beginx")
                                .endsWith("x…")
                                .hasSize(LastLines.LONGEST + 1),
                        line -> assertThat(line).isEqualTo("last"));
    }

    @Test
    void manyLinesAreFoundBeyondTheFirstLookAtTheEnd() {
        String line = "y".repeat(300) + "\n";

        assertThat(lines("first\n" + line.repeat(1000), 1001)).hasSize(1001).startsWith("first");
    }

    private static List<String> lines(String text, int count) {
        byte[] log = text.getBytes(StandardCharsets.UTF_8);
        return LastLines.of(log.length, window -> Arrays.copyOfRange(log, log.length - window, log.length), count);
    }
}
