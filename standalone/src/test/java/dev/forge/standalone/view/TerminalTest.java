package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void aRedrawGoesUpOverWhatItDrewLast() {
        Terminal terminal = new Terminal(out, true, Ink.PLAIN);

        terminal.redraw(List.of("a", "b"));
        terminal.redraw(List.of("c", "d"));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\ra\u001b[K\n\rb\u001b[K\n\u001b[J\u001b[2A\rc\u001b[K\n\rd\u001b[K\n\u001b[J");
    }

    @Test
    void whatIsPrintedInBetweenIsNeverDrawnOver() {
        Terminal terminal = new Terminal(out, true, Ink.PLAIN);

        terminal.redraw(List.of("a"));
        terminal.line("kept");
        terminal.redraw(List.of("b"));

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b[1A");
    }

    @Test
    void coloursNeedATerminalAndNobodyWhoForbidsThem() {
        assertThat(Terminal.of(Map.of("FORGE_TTY", "1"), out).ink()).isEqualTo(Ink.COLOURED);
        assertThat(Terminal.of(Map.of("FORGE_TTY", "1", "NO_COLOR", "1"), out).ink())
                .isEqualTo(Ink.PLAIN);
        assertThat(Terminal.of(Map.of("FORGE_TTY", "1", "TERM", "dumb"), out).interactive())
                .isFalse();
        assertThat(Terminal.of(Map.of("FORGE_TTY", "0"), out).interactive()).isFalse();
        assertThat(Terminal.of(Map.of(), out).interactive()).isFalse();
    }
}
