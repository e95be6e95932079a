package dev.forge.contract.pipeline;

import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says what a YAML reader's exception means to the author of the file. */
final class YamlMistake {
    private static final Complaint OTHER =
            new Complaint("", "check the indentation and the quotes at and before this place");

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "(TAB)",
                    new Complaint(
                            "a tab stands where YAML wants spaces", "indent with spaces, or put the text in quotes")),
            new Known(
                    "mapping values are not allowed",
                    new Complaint(
                            "a colon stands where no field can begin",
                            "align the fields of a map, or put text with a colon in quotes")),
            new Known(
                    "while scanning a quoted scalar",
                    new Complaint("a quote is opened and never closed", "close the quote")),
            new Known(
                    "while parsing a block mapping",
                    new Complaint(
                            "this line does not fit into the map around it",
                            "align it with the other fields; put text that begins with a bracket or quote in quotes")),
            new Known(
                    "while parsing a block collection",
                    new Complaint("this line does not fit into the list around it", "align the dashes of the list")),
            new Known(
                    "while parsing a flow",
                    new Complaint(
                            "a bracket is opened and not closed, or a comma is missing",
                            "close the bracket, or separate the values by commas")));

    private YamlMistake() {}

    static UnreadableText in(String text, RuntimeException e, Problems problems) {
        return switch (e) {
            case ReaderException reader ->
                problems.unreadable(
                        reader.getPosition(),
                        "the text holds the control character U+%04X".formatted(reader.getCodePoint()),
                        "check that this is a text file, saved as UTF-8");
            case MarkedYAMLException marked -> marked(marked, problems);
            default -> problems.unreadable(text.length(), "this is not YAML", OTHER.fix());
        };
    }

    private static UnreadableText marked(MarkedYAMLException e, Problems problems) {
        int at = e.getProblemMark() == null ? 0 : e.getProblemMark().getIndex();
        String said = e.getContext() + "; " + e.getProblem();
        Complaint complaint = KNOWN.stream()
                .filter(known -> said.contains(known.part()))
                .findFirst()
                .map(Known::complaint)
                .orElseGet(() ->
                        new Complaint("this is not YAML: " + Quote.plain(String.valueOf(e.getProblem())), OTHER.fix()));
        return problems.unreadable(at, complaint.message(), complaint.fix());
    }

    private record Known(String part, Complaint complaint) {}
}
