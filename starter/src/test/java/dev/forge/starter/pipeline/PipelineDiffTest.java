package dev.forge.starter.pipeline;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineDiffTest {
    private static final String NONE = "{added: [], removed: [], changed: [], moved: []}";

    @Test
    void whatIsTheSameHasNoDifference() {
        assertThatJson(diff("{modules: [{name: 'a', args: ['x']}]}", "{modules: [{name: 'a', args: ['x']}]}"))
                .isEqualTo(NONE);
    }

    @Test
    void fieldsAreAddedRemovedAndChangedWithTheirValues() {
        assertThatJson(diff(
                        "{name: 'p', source: 's3://a/b', modules: [{name: 'a', image: 'a:1', timeout: '5m'}]}",
                        "{name: 'p', modules: [{name: 'a', image: 'a:2', restore: true}], sink: 's3://c/d'}"))
                .isEqualTo("""
                        {added: [{pointer: '/modules/0/restore', value: true}, {pointer: '/sink', value: 's3://c/d'}],
                         removed: [{pointer: '/source', value: 's3://a/b'}, {pointer: '/modules/0/timeout', value: '5m'}],
                         changed: [{pointer: '/modules/0/image', before: 'a:1', after: 'a:2'}],
                         moved: []}
                        """);
    }

    @Test
    void aModuleThatIsPutBeforeOthersIsAllThatIsNew() {
        assertThatJson(diff(
                        "{modules: [{name: 'a'}, {name: 'b', image: 'b:1'}]}",
                        "{modules: [{name: 'z'}, {name: 'a'}," + " {name: 'b', image: 'b:2'}]}"))
                .isEqualTo("""
                        {added: [{pointer: '/modules/0', value: {name: 'z'}}],
                         removed: [],
                         changed: [{pointer: '/modules/2/image', before: 'b:1', after: 'b:2'}],
                         moved: []}
                        """);
    }

    @Test
    void aModuleThatIsGoneIsRemovedFromWhereItWas() {
        assertThatJson(diff(
                        "{modules: [{name: 'a'}, {name: 'b'}, {name: 'c'}]}", "{modules: [{name: 'a'}, {name: 'c'}]}"))
                .isEqualTo(
                        "{added: [], removed: [{pointer: '/modules/1', value: {name: 'b'}}], changed: [], moved: []}");
    }

    @Test
    void aModuleInAnotherPlaceIsMovedAndTheOthersAreNot() {
        assertThatJson(diff(
                        "{modules: [{name: 'a'}, {name: 'b'}, {name: 'c'}, {name: 'd'}]}",
                        "{modules: [{name: 'b'}, {name: 'c'}, {name: 'd'}, {name: 'a'}]}"))
                .isEqualTo("{added: [], removed: [], changed: [], moved: [{from: '/modules/0', to: '/modules/3'}]}");
        assertThatJson(diff(
                        "{modules: [{name: 'a'}, {name: 'b'}, {name: 'c'}, {name: 'd'}]}",
                        "{modules: [{name: 'd'}, {name: 'a'}, {name: 'b'}, {name: 'c'}]}"))
                .isEqualTo("{added: [], removed: [], changed: [], moved: [{from: '/modules/3', to: '/modules/0'}]}");
    }

    @Test
    void aListWithoutNamesDiffersAsAWhole() {
        assertThatJson(diff("{args: ['a', 'b']}", "{args: ['b']}"))
                .isEqualTo("{added: [], removed: [], changed: [{pointer: '/args', before: ['a', 'b'], after: ['b']}],"
                        + " moved: []}");
        assertThatJson(diff("{c: [{name: 'a'}, {name: 'a'}]}", "{c: [{name: 'a'}]}"))
                .node("changed")
                .isArray()
                .hasSize(1);
    }

    @Test
    void aValueOfAnotherKindIsChanged() {
        assertThatJson(diff("{source: 's3://a/b'}", "{source: {from: 's3://a/b', unpack: 'none'}}"))
                .node("changed")
                .isEqualTo("[{pointer: '/source', before: 's3://a/b', after: {from: 's3://a/b', unpack: 'none'}}]");
    }

    @Test
    void theSameVariablesInAnotherOrderAreAChange() {
        assertThatJson(diff("{env: {A: '1', B: '$(A)'}}", "{env: {B: '$(A)', A: '1'}}"))
                .node("changed[0].pointer")
                .isEqualTo("/env");
        assertThatJson(diff("{env: {A: '1', B: '2'}}", "{env: {B: '2'}}"))
                .node("changed")
                .isEqualTo("[]");
    }

    @Test
    void aPointerEscapesWhatItMust() {
        assertThatJson(diff("{}", "{'a/b~c': 1}")).node("added[0].pointer").isEqualTo("/a~1b~0c");
    }

    @Test
    void thousandsOfNamesAreComparedInNoTime() {
        String names = names(IntStream.range(0, 50_000));
        String reversed = names(IntStream.range(0, 50_000).map(number -> 49_999 - number));

        PipelineDiff diff = PipelineDiff.between(json(names), json(reversed));

        assertThat(diff.moved()).hasSize(49_999);
        assertThat(diff.changed()).isEmpty();
    }

    private static String names(IntStream numbers) {
        return numbers.mapToObj("{\"name\": \"n%d\"}"::formatted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String diff(String first, String other) {
        try {
            return new ObjectMapper().writeValueAsString(PipelineDiff.between(json(first), json(other)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper()
                    .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
