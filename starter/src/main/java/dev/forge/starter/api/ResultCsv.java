package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.FoundResult;
import dev.forge.archive.records.ResultPath;
import dev.forge.starter.result.ResultJson;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
 * numbers. Quotes hold a cell together also where semicolons or tabs are taken for what divides cells.
 */
final class ResultCsv {
    static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

    private static final String END = "\r\n";

    /** What formulas begin with (OWASP, "CSV Injection"), in full width as well, as sheets in East Asia take it. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern TO_BE_QUOTED = Pattern.compile("[\",;\t\r\n]");

    private static final List<String> HEAD =
            List.of("run", "state", "pipeline", "version", "step", "name", "attempt", "keptAt", "pointer", "value");

    private ResultCsv() {}

    static String of(List<FoundResult> found, ResultPath path) {
        return Stream.concat(Stream.of(HEAD), found.stream().map(one -> cells(one, path)))
                .map(cells -> cells.stream().map(ResultCsv::quoted).collect(Collectors.joining(",", "", END)))
                .collect(Collectors.joining());
    }

    private static List<String> cells(FoundResult one, ResultPath path) {
        return List.of(
                text(one.run()),
                one.state().map(Enum::name).orElse(""),
                text(one.pipeline()),
                one.pipelineVersion().map(String::valueOf).orElse(""),
                text(one.step()),
                text(one.name()),
                Integer.toString(one.attempt()),
                one.keptAt().toString(),
                text(path.pointer(one.items())),
                value(ResultJson.tree(one.value())));
    }

    private static String value(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text(value.textValue());
            case NULL -> "";
            default -> ResultJson.text(value);
        };
    }

    private static String text(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String cell) {
        return TO_BE_QUOTED.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
