package dev.forge.standalone.cli;

import dev.forge.standalone.client.PipelineReference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pipeline that is kept, on the command line. */
final class PipelineReferenceConverter implements ITypeConverter<PipelineReference> {
    @Override
    public PipelineReference convert(String text) {
        return PipelineReference.of(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no pipeline's name; write one such as weather, or weather@3 for a version"));
    }
}
