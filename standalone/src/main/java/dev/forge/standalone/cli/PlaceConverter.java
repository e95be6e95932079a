package dev.forge.standalone.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A place on the command line. An empty one is a variable that was not set, and never means "none". */
final class PlaceConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("it is empty; give a path or a URI, or leave the option out");
        }
        return text;
    }
}
