package dev.forge.standalone.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ranges of bytes on the command line, as HTTP writes them. */
final class BytesConverter implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("\\d+-\\d*|-\\d+");

    @Override
    public String convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException("\"" + text
                    + "\" is no range of bytes: write 0-999, 1000- (from there on) or -1000 (the last ones)");
        }
        return text;
    }
}
