package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PipelineTemplateTest {
    @Test
    void theTemplateIsValidAsItIs() {
        assertThat(PipelineParser.parse(PipelineTemplate.yaml("weather")))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(valid.spec().name()).isEqualTo("weather"));
    }

    @Test
    void theTemplateIsValidWithAllItsHintsSwitchedOn() {
        String all = PipelineTemplate.yaml("weather").replaceAll("(?m)^( +)# (?=[A-Za-z]+: ?\\{|timeout)", "$1");

        assertThat(PipelineParser.parse(all))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(valid.spec().modules().getFirst()).satisfies(module -> {
                            assertThat(module.env()).containsKey("TOKEN");
                            assertThat(module.resources()).isNotEqualTo(Resources.NONE);
                        }));
    }

    @Test
    void editorsFindTheSchemaBesideTheFile() {
        assertThat(PipelineTemplate.yaml("weather"))
                .startsWith("# yaml-language-server: $schema=./forge-pipeline.schema.json\n");
    }

    @Test
    void aBadNameIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> PipelineTemplate.yaml("My Weather"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("my-weather");
    }
}
