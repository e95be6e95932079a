package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobParserTest {
    private static final String PLAIN = "{\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"";

    @Test
    void aJobIsAPipelineOfOneModuleThatIsNamedAlike() {
        JobRequest job = valid("""
                {"jobName": "thumbnails", "image": "thumbnails:1", "timeOut": "1h", "command": ["make"],
                 "args": ["--size", 1.10], "env": {"MODE": "fast", "TOKEN": {"secret": "s", "key": "k"}},
                 "inputBucket": "photos", "outputBucket": "small", "maxRetries": 0, "namespace": "team-a"}""");

        assertThat(job.notes()).isEmpty();
        assertThat(job.name()).isEqualTo("thumbnails");
        assertThat(job.pipeline())
                .isEqualTo(new PipelineSpec(
                        "thumbnails",
                        Optional.of("team-a"),
                        Optional.empty(),
                        List.of(new ModuleSpec(
                                "thumbnails",
                                "thumbnails:1",
                                List.of("make"),
                                List.of("--size", "1.10"),
                                Map.of(
                                        "INPUT_BUCKET", EnvValue.text("photos"),
                                        "OUTPUT_BUCKET", EnvValue.text("small"),
                                        "MODE", EnvValue.text("fast"),
                                        "TOKEN", new EnvValue.SecretKey("s", "k")),
                                Resources.NONE,
                                Duration.ofHours(1),
                                new RetryRule(0, RetryRule.DEFAULT_BACKOFF, List.of(), List.of()),
                                false,
                                true,
                                List.of(),
                                KubernetesSpec.NONE)),
                        Optional.empty()));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        JobRequest job = valid("image: thumbnails:1\njobName: thumbnails\n");

        ModuleSpec module = module(job);
        assertThat(module.timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(module.retry()).isEqualTo(RetryRule.DEFAULT);
        assertThat(module.env()).isEmpty();
        assertThat(module.objectStore()).isFalse();
        assertThat(job.pipeline().namespace()).isEmpty();
        assertThat(job.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"90s\"', PT90S, ''",
        "15, PT15M, 'timeOut has no unit and is read as minutes: 15m'",
        "'\"120\"', PT2H, 'timeOut has no unit and is read as minutes: 2h'",
        "0, PT15M, 'timeOut is 0, which stands for the default: 15m'",
        "'\"0s\"', PT15M, 'timeOut is 0, which stands for the default: 15m'"
    })
    void aTimeOutWithoutAUnitIsMinutesAndZeroIsTheDefaultAndBothAreSaid(String timeOut, Duration meant, String note) {
        JobRequest job = valid(PLAIN + ", \"timeOut\": " + timeOut + "}");

        assertThat(module(job).timeout()).isEqualTo(meant);
        assertThat(job.notes()).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
    }

    @Test
    void theOutputsBucketIsTheInputsUnlessItIsNamed() {
        assertThat(module(valid(PLAIN + ", \"inputBucket\": \"photos\"}")).env())
                .isEqualTo(Map.of("INPUT_BUCKET", EnvValue.text("photos"), "OUTPUT_BUCKET", EnvValue.text("photos")));
        assertThat(module(valid(PLAIN + ", \"outputBucket\": \"small\"}")).env())
                .isEqualTo(Map.of("OUTPUT_BUCKET", EnvValue.text("small")));
    }

    @Test
    void aVariableOfItsOwnGoesBeforeABucket() {
        assertThat(module(valid(PLAIN + ", \"inputBucket\": \"photos\", \"env\": {\"OUTPUT_BUCKET\": \"mine\"}}"))
                        .env())
                .isEqualTo(Map.of("INPUT_BUCKET", EnvValue.text("photos"), "OUTPUT_BUCKET", EnvValue.text("mine")));
    }

    @Test
    void aJobMayBeContainersInKubernetesWords() {
        JobRequest job = valid("""
                {"name": "pair", "namespace": "team-a", "maxRetries": 1, "inputBucket": "photos", "containers": [
                  {"image": "one:1", "env": [{"name": "OUTPUT_BUCKET", "value": "mine"}]},
                  {"name": "two", "image": "two:1", "resources": {"limits": {"memory": "64Mi"}}}]}""");

        ModuleSpec module = module(job);
        assertThat(job.name()).isEqualTo("pair");
        assertThat(module.image()).isEqualTo("one:1");
        assertThat(module.retry().limit()).isEqualTo(1);
        assertThat(module.env()).isEmpty();
        List<JsonNode> containers = module.kubernetes().containers();
        assertThat(containers)
                .extracting(container -> container.path("name").asText())
                .containsExactly("module", "two");
        assertThat(containers.getFirst().path("env"))
                .hasToString("[{\"name\":\"INPUT_BUCKET\",\"value\":\"photos\"},"
                        + "{\"name\":\"OUTPUT_BUCKET\",\"value\":\"mine\"}]");
        assertThat(containers.getLast().path("env"))
                .hasToString("[{\"name\":\"INPUT_BUCKET\",\"value\":\"photos\"},"
                        + "{\"name\":\"OUTPUT_BUCKET\",\"value\":\"photos\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jobName\": \"a\", \"image\": \"a:1\", \"args\": [\"${run.id}\", \"$${x}\"], \"inputBucket\": \"photos\"}",
                "{\"name\": \"a\", \"containers\": [{\"image\": \"a:1\"}], \"inputBucket\": \"photos\", \"timeOut\": 3}"
            })
    void itsRunIsReadAsItWasWritten(String text) {
        RunRequest run = valid(text).run();

        assertThat(RunRequestParser.parse(RunRequestWriter.json(run))).isEqualTo(new ParsedRequest.Valid(run));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "cron": "0 6 * * *"         | /cron         | unknown field cron in the job          | POST /jobs/schedule
            "timeout": "15m"            | /timeout      | unknown field timeout in the job       | write timeOut
            "imag": "a:1"               | /imag         | unknown field imag in the job          | did you mean image?
            "resources": {}             | /resources    | unknown field resources in the job     | put it into containers
            "source": "s3://in/x.zip"   | /source       | unknown field source in the job        | POST /runs
            "name": "other"             | /name         | unknown field name in the job          | remove it
            "timeOut": "1.5h"           | /timeOut      | timeOut 1.5h is no duration            | write 1h30m
            "timeOut": -1               | /timeOut      | timeOut -1 is negative                 | without a minus
            "timeOut": "31d"            | /timeOut      | timeOut 31d is longer than 30d         | write 30d or less
            "timeOut": true             | /timeOut      | expected text for timeOut              | "true"
            "maxRetries": "2"           | /maxRetries   | expected a number for maxRetries       | from 0 to 100
            "maxRetries": 101           | /maxRetries   | maxRetries cannot be 101               | from 0 to 100
            "inputBucket": "s3://in/x"  | /inputBucket  | s3://in/x is an address                | write the name alone: in
            "inputBucket": "No"         | /inputBucket  | no bucket can be named "No"            | use 3 to 63
            "outputBucket": ""          | /outputBucket | the bucket's name is empty             | leave it out
            "command": "make all"       | /command      | expected a list for command            | ["make", "all"]
            "args": [{"a": 1}]          | /args/0       | expected text for item 1 of args       | in quotes
            "env": ["A=b"]              | /env          | expected a map for env                 | {UNITS: metric}
            "env": {"FORGE_X": "1"}     | /env/FORGE_X  | variables that begin with FORGE_       | choose another name
            "env": {"T": {"secret": "s"}} | /env/T      | the Secret reference has no key        | add key
            "args": ["${parameters.a}"] | /args/0       | parameter                              |
            "namespace": "Team"         | /namespace    | the name "Team" has characters         | team
            "image": null               | /image        | image has no value                     | write image
            "containers": []            | /containers   | there are 0 containers                 | 1 to 50
            "containers": [{"name": "x"}] | /containers/0 | item 1 of containers has no image    | add image
            """)
    void aMistakeIsToldWithItsFieldAndItsRemedy(String field, String pointer, String message, String fix) {
        String image = field.contains("\"image\": null") || field.contains("containers") ? "" : ", \"image\": \"a:1\"";
        List<Problem> problems = mistakes("{\"jobName\": \"a\"" + image + ", " + field + "}");

        assertThat(problems).hasSize(1);
        Problem problem = problems.getFirst();
        assertThat(problem.pointer()).isEqualTo(pointer);
        assertThat(problem.message()).contains(message);
        assertThat(problem.fix()).contains(fix == null ? "" : fix);
        assertThat(problem.line()).contains(1);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(mistakes("{}"))
                .extracting(Problem::message)
                .containsExactly("the job has no jobName", "the job has no image");
        assertThat(mistakes("""
                {"jobName": "source", "image": "A:1", "args": 3,
                 "maxRetries": -1, "cron": "* * * * *", "containers": [{"image": "a:1"}]}"""))
                .extracting(Problem::pointer)
                .containsExactly("/jobName", "/image", "/image", "/args", "/args", "/maxRetries", "/cron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "sweep", "7"})
    void whatIsNoMapIsToldSo(String text) {
        assertThat(mistakes(text))
                .extracting(Problem::message)
                .first()
                .asString()
                .contains("expected a map");
    }

    @Test
    void whatCannotBeReadIsToldSo() {
        assertThat(mistakes("{\"jobName\": ")).hasSize(1);
    }

    private static ModuleSpec module(JobRequest job) {
        return job.pipeline().modules().getFirst();
    }

    private static JobRequest valid(String text) {
        Asked<JobRequest> parsed = JobParser.parse(text);
        assertThat(parsed).isInstanceOf(Asked.Valid.class);
        return ((Asked.Valid<JobRequest>) parsed).request();
    }

    private static List<Problem> mistakes(String text) {
        Asked<JobRequest> parsed = JobParser.parse(text);
        assertThat(parsed).isInstanceOf(Asked.Invalid.class);
        return ((Asked.Invalid<JobRequest>) parsed).problems();
    }
}
