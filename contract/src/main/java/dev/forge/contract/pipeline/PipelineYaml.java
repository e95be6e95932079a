package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Writes pipelines as people do. */
public final class PipelineYaml {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .disable(Feature.WRITE_DOC_START_MARKER)
            .disable(Feature.SPLIT_LINES)
            .enable(Feature.MINIMIZE_QUOTES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quoting())
            .build());

    private PipelineYaml() {}

    /** The YAML of a pipeline that {@link PipelineWriter} wrote as JSON; {@link PipelineParser} reads both alike. */
    public static String of(JsonNode pipeline) {
        try {
            return MAPPER.writeValueAsString(pipeline);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    private static final class Quoting extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteName(String name) {
            return name.equals("<<") || super.needToQuoteName(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            // What the parser would take for a number, a boolean or nothing.
            return !new Node.Scalar(0, Pointer.ROOT, value, true).isText()
                    || value.chars().anyMatch(Quoting::isLost)
                    || super.needToQuoteValue(value);
        }

        /** YAML takes these for ends of lines or none of its business; only in double quotes they are written out. */
        private static boolean isLost(int character) {
            return (character != '\n' && Character.isISOControl(character))
                    || character == 0x2028
                    || character == 0x2029
                    || character == 0xFEFF;
        }
    }
}
