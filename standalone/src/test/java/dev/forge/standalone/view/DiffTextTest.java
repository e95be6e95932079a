package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DiffTextTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void placesAreCalledByTheNamesOfModules() throws Exception {
        JsonNode before = json("""
                {"name": "p", "modules": [{"name": "a", "image": "a:1"}, {"name": "b", "image": "b:1"}],
                 "sink": "s3://x/out/"}""");
        JsonNode after = json("""
                {"name": "p", "modules": [{"name": "check", "image": "c:1"}, {"name": "b", "image": "b:1"},
                                          {"name": "a", "image": "a:2", "env": {"a/b": "x\\ny"}}]}""");
        JsonNode diff = json("""
                {"name": "p", "from": 1, "to": 3,
                 "added": [{"pointer": "/modules/0", "value": {"name": "check", "image": "c:1"}},
                           {"pointer": "/modules/2/env/a~1b", "value": "x\\ny"}],
                 "removed": [{"pointer": "/sink", "value": "s3://x/out/"}],
                 "changed": [{"pointer": "/modules/2/image", "before": "a:1", "after": "a:2"}],
                 "moved": [{"from": "/modules/0", "to": "/modules/2"}]}""");

        assertThat(new DiffText(before, after, Ink.PLAIN).lines(diff))
                .containsExactly(
                        "- sink: s3://x/out/",
                        "+ modules.check: {\"name\":\"check\",\"image\":\"c:1\"}",
                        "+ modules.a.env.a/b: \"x\\ny\"",
                        "~ modules.a.image: a:1 -> a:2",
                        "~ modules.a is in another place");
    }

    @Test
    void versionsThatSayTheSameAreToldSo() throws Exception {
        JsonNode pipeline = json("{}");

        assertThat(new DiffText(pipeline, pipeline, Ink.PLAIN)
                        .lines(json("{\"from\": 1, \"to\": 2, \"added\": [], \"removed\": []}")))
                .containsExactly("Versions 1 and 2 say the same.");
    }

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text);
    }
}
