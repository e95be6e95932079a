package dev.forge.standalone.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows below a head, each column as wide as its widest text. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines(Ink ink) {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> Columns.columns(row.get(column)))
                        .max()
                        .orElse(0))
                .toList();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> cells = IntStream.range(0, row.size())
                    .mapToObj(column -> Columns.padded(row.get(column), widths.get(column)))
                    .toList();
            String line = String.join(GAP, cells).stripTrailing();
            lines.add(lines.isEmpty() ? ink.faint(line) : line);
        }
        return lines;
    }
}
