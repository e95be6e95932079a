package dev.forge.contract.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads the tables of pipeline files. A case begins with "== title"; "(module)" in the title says that the text is
 * the fields of a module, "~" that only the parser knows the mistake, not the JSON Schema. A bar (¦) marks each
 * place that a problem names; after "--" follow the problems: pointer | message | fix.
 */
record MistakeTable(String title, String text, List<Problem> problems) {
    private static final String MODULE = "name: p\nmodules:\n  - name: a\n    image: i\n";
    private static final String BAR = "¦";

    static Stream<MistakeTable> read(String resource) {
        try (InputStream in = Objects.requireNonNull(MistakeTable.class.getResourceAsStream(resource), resource)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^== ", -1))
                    .filter(part -> !part.isBlank())
                    .map(MistakeTable::one);
        } catch (IOException e) {
            throw new AssertionError(resource + " cannot be read", e);
        }
    }

    boolean beyondTheSchema() {
        return title.contains("~");
    }

    private static MistakeTable one(String part) {
        int titleEnd = part.indexOf('\n');
        String title = part.substring(0, titleEnd);
        String[] halves = part.substring(titleEnd + 1).split("(?m)^--\n", 2);
        // A bar in the last line is the end of the text: no line end follows it.
        String body = halves[0].replaceFirst(BAR + "\n$", BAR);
        String marked = title.contains("(module)") ? MODULE + body.replaceAll("(?m)^(?=.)", "    ") : body;
        List<String> lines = halves.length < 2
                ? List.of()
                : halves[1].stripTrailing().lines().toList();
        return new MistakeTable(title, marked.replace(BAR, ""), problems(marked, lines));
    }

    /** A line that begins with "& " tells a further problem at the bar of the line before it. */
    private static List<Problem> problems(String marked, List<String> lines) {
        List<int[]> places = places(marked);
        List<Problem> problems = new ArrayList<>();
        int place = -1;
        for (String line : lines) {
            boolean same = line.startsWith("& ");
            String[] columns = (same ? line.substring(2) : line).split(" \\| ", 3);
            place += same ? 0 : 1;
            int[] at = places.get(place);
            problems.add(Problem.at(columns[0].strip(), at[0], at[1], columns[1], columns[2]));
        }
        if (place != places.size() - 1) {
            throw new AssertionError("there are bars without a problem in: " + marked);
        }
        return problems;
    }

    private static List<int[]> places(String marked) {
        List<int[]> places = new ArrayList<>();
        String[] lines = marked.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int bars = 0;
            for (int at = line.indexOf(BAR); at >= 0; at = line.indexOf(BAR, at + 1)) {
                places.add(new int[] {i + 1, at + 1 - bars});
                bars++;
            }
        }
        return places;
    }

    @Override
    public String toString() {
        return title;
    }
}
