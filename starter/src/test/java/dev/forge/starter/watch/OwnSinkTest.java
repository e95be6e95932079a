package dev.forge.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.SinkSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSinkTest {
    @ParameterizedTest
    @CsvSource({
        "in/, s3://weather/in/${run.id}.zip",
        "in/, s3://weather/in/out/",
        "'', s3://weather/out/${run.id}.zip",
        "in/, s3://weather/${steps.a.output}.zip",
        "in/, s3://weather/i${steps.a.output}/",
        "in/a, s3://weather/in/a.zip",
        "in/, s3://${steps.a.output}/x.zip",
        "stations-, s3://weather/${run.id}.zip",
        "st, s3://weather/${run.id}/out.zip",
        "stations-abc, s3://weather/${run.id}.zip",
        "in/stations, s3://weather/in/${run.id}.zip"
    })
    void aSinkThatMayBeBelowWhatIsWatchedIsRefusedWithARemedy(String prefix, String sink) {
        assertThat(OwnSink.problem(WatchContext.spec(watch(prefix)), SinkSpec.to(sink)))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.pointer()).isEqualTo("/sink");
                    assertThat(problem.message()).contains("below what is watched");
                    assertThat(problem.fix()).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "in/, s3://weather/out/${run.id}.zip",
        "in/, s3://weather/${run.id}.zip",
        "run., s3://weather/${run.id}.zip",
        "stations/, s3://weather/${run.id}.zip",
        "in/other, s3://weather/in/${run.id}.zip",
        "in/, s3://other/in/${run.id}.zip",
        "'', s3://other/${steps.a.output}.zip",
        "in/, s3://weather/out/${steps.a.output}.zip",
        "in/, file:///weather/in/x.zip",
        "in/b, s3://weather/in/a.zip"
    })
    void aSinkElsewhereIsNoMistake(String prefix, String sink) {
        assertThat(OwnSink.problem(WatchContext.spec(watch(prefix)), SinkSpec.to(sink)))
                .isEmpty();
    }

    private static String watch(String prefix) {
        return "{name: stations, bucket: weather, prefix: '" + prefix + "', pipeline: p}";
    }
}
