package dev.forge.standalone.view;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Where the command line writes: a terminal that can be drawn upon, or something that takes plain lines. */
public final class Terminal {
    private static final int USUAL_WIDTH = 80;

    private final PrintStream out;
    private final boolean interactive;
    private final Ink ink;
    private int drawn;

    Terminal(PrintStream out, boolean interactive, Ink ink) {
        this.out = out;
        this.interactive = interactive;
        this.ink = ink;
    }

    /** The terminal of this process. The launcher says in FORGE_TTY whether standard output is one. */
    public static Terminal of(Map<String, String> environment, PrintStream out) {
        boolean interactive = environment.getOrDefault("FORGE_TTY", "").equals("1")
                && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean coloured =
                interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, interactive, coloured ? Ink.COLOURED : Ink.PLAIN);
    }

    public boolean interactive() {
        return interactive;
    }

    public Ink ink() {
        return ink;
    }

    public void line(String text) {
        out.println(text);
        drawn = 0;
    }

    public void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    /** Passes on bytes as they are, at once. */
    public void bytes(byte[] some, int length) {
        out.write(some, 0, length);
        out.flush();
        drawn = 0;
    }

    /** Whether nobody takes what is written any more, as behind {@code | head}. */
    public boolean isClosed() {
        return out.checkError();
    }

    /** Puts these lines where the ones drawn last are, in one write, so that nothing flickers. */
    public void redraw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        for (String line : lines) {
            text.append('\r').append(line).append("\u001b[K\n");
        }
        // Fewer lines than before: what is left below goes.
        text.append("\u001b[J");
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
        drawn = lines.size();
    }

    /** What was drawn stays; what comes next stands below it. */
    public void settle() {
        drawn = 0;
    }

    /** Columns, asked anew each time: people resize windows. */
    public int width() {
        if (!interactive) {
            return USUAL_WIDTH;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            return size.length == 2 ? Math.max(20, Integer.parseInt(size[1])) : USUAL_WIDTH;
        } catch (IOException | NumberFormatException e) {
            // A width is a matter of looks; no terminal to ask means the usual one.
            return USUAL_WIDTH;
        }
    }
}
