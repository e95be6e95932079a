package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jobName': 'a', 'image': 'a:1'}",
                "{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos', 'keepJob': '30s'}",
                "{'jobName': 'a', 'image': 'a:1', 'args': ['$${x}', '1.10'], 'command': ['make'], 'timeOut': '1h'}",
                "{'jobName': 'a', 'image': 'a:1', 'env': {'MODE': 'fast', 'TOKEN': {'secret': 's', 'key': 'k'}}}",
                "{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos', 'maxRetries': 0, 'namespace': 'team'}",
                "{'jobName': 'a', 'image': 'a:1', 'outputBucket': 'small', 'env': {'OUTPUT_BUCKET': 'mine'}}",
                "{'jobName': 'a', 'inputBucket': 'photos', 'outputBucket': 'small', 'containers': [{'image': 'a:1'},"
                        + " {'image': 'b:1', 'env': [{'name': 'OUTPUT_BUCKET', 'value': 'mine'}]}]}"
            })
    void theJobOfARunIsReadAsTheSameRun(String text) {
        RunRequest run = job(text).run();

        Optional<ObjectNode> written = JobWriter.tree(run);

        assertThat(written).isPresent();
        assertThat(job(written.get().toString()).run()).isEqualTo(run);
    }

    @Test
    void whoeverTakesAJobMaySayHowLongItsKubernetesJobsStayUnlessItSaysSoItself() {
        assertThat(kept("{'jobName': 'a', 'image': 'a:1'}")).contains(Duration.ofSeconds(30));
        assertThat(kept("{'jobName': 'a', 'image': 'a:1', 'keepJob': '1h'}")).contains(Duration.ofHours(1));
    }

    private static Optional<Duration> kept(String text) {
        return job(text)
                .keepingJobs(Duration.ofSeconds(30))
                .pipeline()
                .modules()
                .getFirst()
                .kubernetes()
                .keepJob();
    }

    @Test
    void aBucketIsWrittenAsOneAndNotAsAVariable() {
        ObjectNode written = JobWriter.tree(job("{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos'}")
                        .run())
                .orElseThrow();

        assertThat(written.path("inputBucket").asText()).isEqualTo("photos");
        assertThat(written.path("env")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'jobName': 'a', 'image': 'a:1'} |",
                "{'jobName': 'a', 'image': 'a:1', 'env': {'OUTPUT_BUCKET': 'mine'}} |",
                "{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos'} | photos",
                "{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos', 'outputBucket': 'small'} | small",
                "{'jobName': 'a', 'image': 'a:1', 'inputBucket': 'photos', 'keepJob': '30s'} | photos",
                "{'jobName': 'a', 'containers': [{'image': 'a:1'}], 'outputBucket': 'small'} | small"
            })
    void theOutputBucketOfAJobIsKnown(String text, @Nullable String bucket) {
        assertThat(JobWriter.outputBucket(job(text).pipeline())).isEqualTo(Optional.ofNullable(bucket));
    }

    @Test
    void aPipelineThatIsNoJobHasNoOutputBucketOfOne() {
        ParsedRequest parsed = RunRequestParser.parse("""
                {"name": "a", "modules": [{"name": "b", "image": "a:1", "objectStore": true,
                 "env": {"OUTPUT_BUCKET": "mine"}}]}""");
        RunRequest run = ((ParsedRequest.Valid) parsed).request();

        assertThat(JobWriter.outputBucket(((RunRequest.Inline) run.pipeline()).spec()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'a', 'modules': [{'name': 'a', 'image': 'a:1'}], 'sink': 's3://out/a.zip'}",
                "{'name': 'a', 'modules': [{'name': 'a', 'image': 'a:1'}, {'name': 'b', 'image': 'b:1'}]}",
                "{'name': 'a', 'modules': [{'name': 'b', 'image': 'a:1'}]}",
                "{'name': 'a', 'modules': [{'name': 'a', 'image': 'a:1', 'resources': {'memory': '1Gi'}}]}",
                "{'pipeline': 'a'}",
                "{'pipeline': {'name': 'a', 'modules': [{'name': 'a', 'image': 'a:1'}]}, 'labels': {'team': 'x'}}"
            })
    void whatIsMoreThanAJobIsNone(String text) {
        ParsedRequest parsed = RunRequestParser.parse(text.replace('\'', '"'));

        assertThat(JobWriter.tree(((ParsedRequest.Valid) parsed).request())).isEmpty();
    }

    private static JobRequest job(String text) {
        Asked<JobRequest> parsed = JobParser.parse(text.replace('\'', '"'));
        assertThat(parsed).isInstanceOf(Asked.Valid.class);
        return ((Asked.Valid<JobRequest>) parsed).request();
    }
}
