package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watches of buckets by the command line, at a real engine. */
@Timeout(300)
class WatchCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static EngineOfTest engine;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aWatchIsPutTestedShownPausedResumedAndDeleted() throws Exception {
        String pipeline = file("sum.yaml", "name: sum\nmodules: [{name: a, image: \"a:1\", command: [\"true\"]}]\n");
        String watch = file(
                "stations.yaml",
                "name: stations\nbucket: weather\nprefix: in/\npipeline: sum\ninterval: 1s\nexisting: process\n");
        String object = file("a.csv", "1,2");
        assertThat(engine.forge("watch")).as(engine.err()).isZero();
        assertThat(engine.out()).contains("No watches");
        assertThat(engine.forge("watch", "put", watch)).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err())
                .isEqualTo("/pipeline: no pipeline is kept under the name sum; put the pipeline sum first\n");

        assertThat(engine.forge("pipelines", "put", pipeline)).as(engine.err()).isZero();
        assertThat(engine.forge("watch", "put", watch)).as(engine.err()).isZero();
        assertThat(engine.out()).isEqualTo("watch stations: made, version 1\n");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge("watch", "list")).isZero();
            assertThat(engine.out())
                    .containsPattern("stations +FAILING +s3://weather/in/ +sum +bucket weather is not there");
        });

        assertThat(engine.forge("watch", "pause", "stations")).isZero();
        assertThat(engine.forge("upload", object, "s3://weather/in/a.csv"))
                .as(engine.err())
                .isZero();
        assertThat(engine.forge("watch", "test", "stations")).as(engine.err()).isZero();
        assertThat(engine.out()).contains("These would start a run each now", "in/a.csv");
        assertThat(engine.forge("watch", "resume", "stations")).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge("watch", "objects", "stations", "--state", "started"))
                    .isZero();
            assertThat(engine.out()).containsPattern("STARTED +\\S+Z +in/a.csv +\\S+ +stations-\\S+");
        });
        assertThat(engine.forge("show", "stations-")).as(engine.err()).isZero();
        assertThat(engine.out()).contains("  for      s3://weather/in/a.csv\n");
        assertThat(engine.forge("watch", "show", "stations")).isZero();
        assertThat(engine.out()).contains("ACTIVE", "version     1\n", "0 pending, 1 started, 0 skipped, 0 refused");

        assertThat(engine.forge("watch", "put", watch, "--if-version", "7")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.forge("watch", "delete", "stations")).isZero();
        assertThat(engine.forge("watch", "show", "stations")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void mistakesOfAFileAreToldWithTheirPlacesBeforeAnythingIsSent() throws Exception {
        String wrong = file("wrong.yaml", "name: wrong\nbucket: weather\nprefx: in/\npipeline: sum\n");

        assertThat(engine.forge("watch", "put", wrong)).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("wrong.yaml:3:1", "did you mean prefix?");
    }

    @Test
    void aPatternWithAClassIsRefusedOnceWithWhatToWriteInstead() throws Exception {
        String pipeline =
                file("class.yaml", "name: class\nmodules: [{name: a, image: \"a:1\", command: [\"true\"]}]\n");
        String watch = file("classes.yaml", "name: classes\nbucket: weather\npattern: '[ab].csv'\npipeline: class\n");
        assertThat(engine.forge("pipelines", "put", pipeline)).as(engine.err()).isZero();

        assertThat(engine.forge("watch", "put", watch)).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err().lines())
                .singleElement()
                .asString()
                .startsWith("/pattern: ")
                .contains("there are no classes", "{a,b}");
    }

    private static String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
