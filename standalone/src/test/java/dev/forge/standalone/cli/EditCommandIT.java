package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Editing pipelines that are kept, and what a dry run tells of them, at a real engine. */
@Timeout(300)
class EditCommandIT {
    private static final Pattern LEFT = Pattern.compile("What you have written is in (\\S+);");

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
    void whatIsMadeOfTheNewestVersionIsTheNextOne() throws Exception {
        kept("edited");

        assertThat(edit("edited", "sed -i s/a:1/a:2/")).as(engine.err()).isZero();
        assertThat(engine.out()).isEqualTo("pipeline edited: version 2\n");
        engine.forge("pipelines", "diff", "edited");
        assertThat(engine.out()).contains("a:1 -> a:2");
        assertThat(edit("edited", "true")).isZero();
        assertThat(engine.out()).isEqualTo("pipeline edited: unchanged (version 2)\n");
    }

    @Test
    void withMistakesInItTheEditorOpensAgainAndShowsThem() throws Exception {
        kept("mended");
        Path seen = folder.resolve("seen.yaml");
        String editor = editor("mending", """
                if grep -q '^#!' "$1"; then cp "$1" %s; sed -i s/imge:/image:/ "$1"
                else sed -i 's/image: a:1/imge: a:3/' "$1"; fi
                """.formatted(seen));

        assertThat(edit("mended", editor)).as(engine.err()).isZero();

        assertThat(engine.out()).isEqualTo("pipeline mended: version 2\n");
        assertThat(seen).content().contains("imge: a:3");
        List<String> lines = Files.readAllLines(seen);
        assertThat(Pattern.compile("#! line:(\\d+):\\d+: ")
                        .matcher(Files.readString(seen))
                        .results())
                .as(Files.readString(seen))
                .anyMatch(told -> lines.get(Integer.parseInt(told.group(1)) - 1).contains("imge: a:3"));
        engine.forge("pipelines", "show", "mended");
        assertThat(engine.out()).contains("image: a:3").doesNotContain("#!");
    }

    @Test
    void whatIsLeftWithMistakesIsNotLost() throws Exception {
        kept("left");

        assertThat(edit("left", editor("spoiling", "sed -i 's/image: a:1/imge: a:4/' \"$1\"")))
                .isEqualTo(ExitCode.INVALID);

        assertThat(left()).content().contains("imge: a:4");
        engine.forge("pipelines", "show", "left", "-o", "json");
        assertThat(engine.out()).contains("\"version\" : 1");
    }

    @Test
    void whereSomebodyWasFasterNothingIsKeptAndNothingLost() throws Exception {
        kept("raced");
        Path go = folder.resolve("go");
        Path opened = folder.resolve("opened");
        String editor = editor("waiting", """
                touch %s; while ! test -e %s; do sleep 0.1; done; sed -i s/a:1/a:5/ "$1"
                """.formatted(opened, go));
        CompletableFuture<Integer> edited = CompletableFuture.supplyAsync(() -> edit("raced", editor));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(opened));
        putAnother("raced");
        Files.createFile(go);

        assertThat(edited.get()).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("is not the newest any more");
        assertThat(left()).content().contains("image: a:5");
    }

    @Test
    void aDryRunPrintsTheResolvedPipelineAndItsJobsAndStartsNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("dry.yaml"), """
                name: dry
                parameters: {word: none}
                modules:
                  - {name: a, image: "a:1", command: [echo], args: ["${parameters.word}"],
                     env: {TOKEN: {secret: station, key: token}}}
                  - {name: b, image: "nobody-knows:1"}
                """);

        assertThat(engine.forge("run", file.toString(), "--dry-run", "--parameter", "word=rain"))
                .isEqualTo(ExitCode.INVALID);

        assertThat(engine.out()).contains("\"word\" : \"rain\"", "[ \"echo\", \"rain\" ]", "\"secret\" : \"station\"");
        assertThat(engine.err()).contains("step b: ", "nobody-knows:1");
        assertThat(engine.forge("runs")).isZero();
        assertThat(engine.out()).doesNotContain("dry-");
    }

    @Test
    void anEditorThatDoesNotRunKeepsNothing() throws Exception {
        kept("unedited");

        assertThat(edit("unedited", "no-such-editor-here")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(engine.err()).contains("no-such-editor-here", "VISUAL or EDITOR");
    }

    private static int edit(String name, String editor) {
        return engine.forge(Map.of("EDITOR", editor), "edit", name);
    }

    private static void putAnother(String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String json = "{\"modules\": [{\"name\": \"a\", \"image\": \"a:9\", \"command\": [\"true\"]}]}";
            HttpRequest put = HttpRequest.newBuilder(engine.api().resolve("/pipelines/" + name))
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(json))
                    .build();
            assertThat(client.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
        }
    }

    private static Path left() {
        Matcher matcher = LEFT.matcher(engine.err());
        assertThat(matcher.find()).as(engine.err()).isTrue();
        return Path.of(matcher.group(1));
    }

    private static Path kept(String name) throws Exception {
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: " + name + "\nmodules: [{name: a, image: 'a:1', command: [\"true\"]}]\n");
        assertThat(engine.forge("pipelines", "put", file.toString()))
                .as(engine.err())
                .isZero();
        return file;
    }

    private static String editor(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
