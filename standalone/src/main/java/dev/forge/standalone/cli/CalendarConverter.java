package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A schedule's calendar on the command line: {@code month=12 dayOfMonth=24-26}. */
final class CalendarConverter implements ITypeConverter<ObjectNode> {
    @Override
    public ObjectNode convert(String text) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (String word : text.strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException(
                        "'" + text + "' is no calendar; write fields and values: \"month=12 dayOfMonth=24-26\"");
            }
            fields.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return fields;
    }
}
