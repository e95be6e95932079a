package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineParser;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pipeline's name on the command line. */
final class PipelineNameConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (!PipelineParser.isName(text)) {
            throw new TypeConversionException("'" + text
                    + "' is no pipeline's name; use a-z, 0-9 and dashes, with a letter or digit at both ends");
        }
        return text;
    }
}
