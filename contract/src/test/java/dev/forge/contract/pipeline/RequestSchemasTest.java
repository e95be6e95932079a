package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemas of requests say is what their readers do. */
class RequestSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final ModuleSpec MODULE = new ModuleSpec(
            "monthly",
            "monthly:1",
            List.of("run"),
            List.of("a"),
            Map.of("UNITS", EnvValue.text("metric")),
            new Resources(Optional.empty(), Quantity.parse("1Gi")),
            ModuleSpec.DEFAULT_TIMEOUT,
            RetryRule.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jobName': 'a', 'image': 'a:1'}",
                "{'name': 'a', 'image': 'a:1', 'timeOut': 15}",
                "{'name': 'a', 'image': 'a:1', 'timeOut': '15'}",
                "{'name': 'a', 'image': 'a:1', 'timeOut': 0}",
                "{'name': 'a', 'image': 'a:1', 'timeOut': '1h30m', 'maxRetries': 0, 'namespace': 'team-a'}",
                "{'jobName': 'a', 'image': 'a:1', 'command': ['a', 1], 'args': [true],"
                        + " 'env': {'A': 'b', 'N': 1, 'S': {'secret': 's', 'key': 'k'}},"
                        + " 'inputBucket': 'photos', 'outputBucket': 'small'}",
                "{'name': 'pair', 'containers': [{'image': 'one:1'}, {'image': 'two:1'}]}"
            })
    void aJobThatTheReaderTakesTheSchemaTakes(String text) throws IOException {
        assertThat(JobParser.parse(json(text))).isInstanceOf(Asked.Valid.class);
        assertThat(fits(RequestSchemas.ofJob(), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p'}",
                "{'name': 's', 'bucket': 'weather', 'prefix': 'in/', 'pattern': '*.csv', 'pipeline': 'p', 'version': 3,"
                        + " 'parameters': {'a': 1}, 'labels': {'team': 'x'}, 'interval': '1s', 'settle': '30s',"
                        + " 'existing': 'process', 'events': true, 'source': 's3://abc/b', 'sink': {'to': 's3://out-b/c/'}}"
            })
    void aWatchThatTheReaderTakesTheSchemaTakes(String text) throws IOException {
        assertThat(WatchParser.parse(json(text))).isInstanceOf(Asked.Valid.class);
        assertThat(fits(RequestSchemas.ofWatch(), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'bucket': 'weather', 'pipeline': 'p'}",
                "{'name': 's', 'bucket': 's3://weather', 'pipeline': 'p'}",
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p', 'prefx': 'in/'}",
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p', 'version': 0}",
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p', 'interval': '10'}",
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p', 'existing': 'keep'}",
                "{'name': 's', 'bucket': 'weather', 'pipeline': 'p', 'sink': 's3://weather/out'}"
            })
    void aWatchThatTheReaderRefusesTheSchemaRefuses(String text) throws IOException {
        assertThat(WatchParser.parse(json(text))).isInstanceOf(Asked.Invalid.class);
        assertThat(fits(RequestSchemas.ofWatch(), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'jobName': 'a'}",
                "{'image': 'a:1'}",
                "{'jobName': 'a', 'name': 'a', 'image': 'a:1'}",
                "{'jobName': 'A', 'image': 'a:1'}",
                "{'jobName': 'a', 'image': 'a:1', 'cron': '* * * * *'}",
                "{'jobName': 'a', 'image': 'a:1', 'timeOut': '15 minutes'}",
                "{'jobName': 'a', 'image': 'a:1', 'maxRetries': -1}",
                "{'jobName': 'a', 'image': 'a:1', 'containers': [{'image': 'one:1'}]}",
                "{'jobName': 'a', 'containers': []}"
            })
    void aJobThatTheReaderRefusesTheSchemaRefuses(String text) throws IOException {
        assertThat(JobParser.parse(json(text))).isInstanceOf(Asked.Invalid.class);
        assertThat(fits(RequestSchemas.ofJob(), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'image': 'monthly:2'}",
                "{'timeout': '1h'}",
                "{'timeout': null}",
                "{'command': null, 'args': null, 'env': null, 'resources': null}",
                "{'env': {'UNITS': null, 'B': 'c'}, 'resources': {'memory': null, 'cpu': '500m'}}",
                "{'resources': {'nvidia.com/gpu': 1}}"
            })
    void aChangeThatTheReaderTakesTheSchemaTakes(String text) throws IOException {
        assertThat(changed(text)).isInstanceOf(Asked.Valid.class);
        assertThat(fits(RequestSchemas.ofChange(), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'image': null}",
                "{'name': 'other'}",
                "{'retry': {'limit': 1}}",
                "{'timeout': 15}",
                "{'resources': {'memory': 1}}",
                "{'env': {'a=b': 'c'}}"
            })
    void aChangeThatTheReaderRefusesTheSchemaRefuses(String text) throws IOException {
        assertThat(changed(text)).isInstanceOf(Asked.Invalid.class);
        assertThat(fits(RequestSchemas.ofChange(), text)).isFalse();
    }

    @Test
    void whatPausesAndContinuesHasOneFieldThatMayBeLeftOut() throws IOException {
        for (String text : List.of("{}", "{'reason': 'the disk is being moved'}")) {
            assertThat(ControlParser.pause(json(text))).isInstanceOf(Asked.Valid.class);
            assertThat(fits(RequestSchemas.ofPause(), text)).isTrue();
        }
        for (String text : List.of("{}", "{'from': 'monthly'}")) {
            assertThat(ControlParser.goOn(json(text))).isInstanceOf(Asked.Valid.class);
            assertThat(fits(RequestSchemas.ofContinue(), text)).isTrue();
        }
        assertThat(ControlParser.pause(json("{'why': 'x'}"))).isInstanceOf(Asked.Invalid.class);
        assertThat(fits(RequestSchemas.ofPause(), "{'why': 'x'}")).isFalse();
        assertThat(ControlParser.goOn(json("{'form': 'x'}"))).isInstanceOf(Asked.Invalid.class);
        assertThat(fits(RequestSchemas.ofContinue(), "{'form': 'x'}")).isFalse();
    }

    @Test
    void theSchemasThemselvesAreValid() throws IOException {
        JsonSchema meta = FACTORY.getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));

        for (String schema : List.of(
                RequestSchemas.ofJob(),
                RequestSchemas.ofPause(),
                RequestSchemas.ofContinue(),
                RequestSchemas.ofChange())) {
            assertThat(meta.validate(JSON.readTree(schema))).isEmpty();
        }
    }

    private static Asked<ModuleSpec> changed(String change) {
        String request = json("{'step': 'monthly', 'change': " + change + "}");
        return switch (ControlParser.change(request)) {
            case Asked.Valid<ChangeRequest>(ChangeRequest asked) ->
                asked.madeTo(MODULE, List.of("monthly"), List.of(), Set.of());
            case Asked.Invalid<ChangeRequest>(List<Problem> problems) -> new Asked.Invalid<>(problems);
        };
    }

    private static boolean fits(String schema, String text) throws IOException {
        JsonNode tree = JSON.readTree(json(text));
        return FACTORY.getSchema(schema).validate(tree).isEmpty();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
