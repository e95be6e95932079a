package dev.forge.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.SinkSpec;
import java.util.Map;
import java.util.Optional;
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
        "in/, ${steps.a.output}/",
        "in/, ${steps.a.output}.zip",
        "in/, ${parameters.place}/${steps.a.output}/",
        "10/, s3://weather/${watch.size}/x.zip",
        "e/, s3://weather/${watch.etag}/x.zip",
        "in/, s3://weather/${watch.key}.zip",
        "in/, s3://${watch.bucket}/in/x.zip",
        "'', s3://${watch.key}/x.zip",
        "wea, s3://${watch.key}/x.zip",
        "stations-, s3://weather/${run.id}.zip",
        "st, s3://weather/${run.id}/out.zip",
        "stations-abc, s3://weather/${run.id}.zip",
        "in/stations, s3://weather/in/${run.id}.zip"
    })
    void aSinkThatMayBeBelowWhatIsWatchedIsRefusedWithARemedy(String prefix, String sink) {
        assertThat(problem(prefix, sink)).hasValueSatisfying(problem -> {
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
        "in/, s3://weather/out/${watch.key}.zip",
        "in/, s3://weather/by-size/${watch.size}/${watch.etag}.zip",
        "in/, s3://${parameters.elsewhere}/${steps.a.output}/",
        "in/, file:///weather/in/x.zip",
        "in/b, s3://weather/in/a.zip"
    })
    void aSinkElsewhereIsNoMistake(String prefix, String sink) {
        assertThat(problem(prefix, sink)).isEmpty();
    }

    private static Optional<Problem> problem(String prefix, String sink) {
        Map<String, String> parameters = Map.of("place", "s3://weather/in", "elsewhere", "other");
        return OwnSink.problem(WatchContext.spec(watch(prefix)), parameters, SinkSpec.to(sink));
    }

    private static String watch(String prefix) {
        return "{name: stations, bucket: weather, prefix: '" + prefix + "', pipeline: p}";
    }
}
