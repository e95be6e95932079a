package dev.forge.standalone.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A starter's address on the command line; empty means none. */
final class ServerConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (!text.isBlank() && !isHttp(text)) {
            throw new TypeConversionException("'" + text + "' is no address; write http://host:port");
        }
        return text;
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getScheme() != null
                    && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
