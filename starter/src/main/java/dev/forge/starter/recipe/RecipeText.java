package dev.forge.starter.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.json.Exponent;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the text of a recipe says; it is kept as it was put. */
final class RecipeText {
    // As doubles, two recipes would be the same whose numbers differ in the last digits.
    private static final ObjectReader READER =
            HistoryFormat.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Numbers by what they say, as json-diff compares them: 1.10 is 1.1, and 1e3 is 1000. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private RecipeText() {}

    /** What keeps a JSON text from being a recipe: numbers that no result, in which what deviates is told, can have. */
    static List<Problem> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        try (JsonParser parser = HistoryFormat.mapper().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isNumeric() && !Exponent.isModest(parser.getText())) {
                    problems.add(Problem.at(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.currentTokenLocation().getLineNr(),
                            parser.currentTokenLocation().getColumnNr(),
                            "the number has an exponent beyond " + Exponent.LARGEST,
                            "write a number that a machine can hold, or a text"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text that has been read once can be read again", e);
        }
        return problems;
    }

    /**
     * Whether two say the same, in whatever layout and order of their fields, and whatever way to write a number.
     *
     * @param kept may be what somebody has laid into the bucket by hand; what cannot be read says something else
     */
    static boolean same(String kept, String put) {
        return kept.equals(put)
                || read(kept)
                        .flatMap(one -> read(put).filter(other -> one.equals(BY_VALUE, other)))
                        .isPresent();
    }

    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(READER.readTree(text));
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
