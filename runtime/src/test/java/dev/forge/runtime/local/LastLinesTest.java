package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLinesTest {
    @TempDir
    Path folder;

    @Test
    void theOldestOfTheLastLinesComesFirst() throws Exception {
        assertThat(lines("a\nb\n\nc\n", 3)).containsExactly("b", "", "c");
        assertThat(lines("a\nb", 5)).containsExactly("a", "b");
        assertThat(lines("", 5)).isEmpty();
    }

    @Test
    void aProgressBarIsShownAsItStoodAtLast() throws Exception {
        assertThat(lines("10%\r20%\r30%\r\nready\r\n50%\r100%\r", 3)).containsExactly("30%", "ready", "100%");
        assertThat(lines("\r\r\n\r\n", 2)).containsExactly("", "");
    }

    @Test
    void aLongLineIsCutAtItsEnd() throws Exception {
        assertThat(lines("begin" + "x".repeat(200_000) + "\nlast", 2))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("beginx")
                                .endsWith("x…")
                                .hasSize(LastLines.LONGEST + 1),
                        line -> assertThat(line).isEqualTo("last"));
    }

    @Test
    void manyLinesAreFoundBeyondTheFirstLookAtTheEnd() throws Exception {
        String line = "y".repeat(300) + "\n";

        assertThat(lines("first\n" + line.repeat(1000), 1001)).hasSize(1001).startsWith("first");
    }

    private List<String> lines(String text, int count) throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, text);
        return LastLines.of(log, count);
    }
}
