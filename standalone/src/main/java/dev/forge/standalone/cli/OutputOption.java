package dev.forge.standalone.cli;

import com.fasterxml.jackson.core.JacksonException;
import dev.forge.contract.workflow.HistoryFormat;
import picocli.CommandLine.Option;

/** In which form a command answers. */
final class OutputOption {
    /** The forms. */
    enum Form {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "text (the default) or json.")
    private Form form = Form.text;

    boolean json() {
        return form == Form.json;
    }

    static String pretty(Object value) {
        try {
            return HistoryFormat.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalStateException("what is shown can be written as JSON", e);
        }
    }
}
