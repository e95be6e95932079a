package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PipelineWriter;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchWriter;
import dev.forge.standalone.client.ComparedRecipe;
import dev.forge.standalone.client.KeptRecipes;
import dev.forge.standalone.client.Results;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.S3Credentials;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectStore;
import dev.forge.standalone.view.RecipeTable;
import dev.forge.standalone.view.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The recipes example from its originals to the query that tells which recipes deviate. */
final class RecipeDemo {
    private static final int MOST = 200;

    private final Shell shell;
    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    RecipeDemo(Shell shell) {
        this.shell = shell;
        this.terminal = shell.terminal();
    }

    /** Runs it on an engine that is up and returns the exit code. */
    int run(EngineState engine) throws IOException, InterruptedException {
        engine.kubernetes().ifPresent(place -> {
            throw new EngineProblem("The engine of " + shell.home().root() + " has its steps in " + place.text()
                    + ", where this demo has no key to the object store. Stop it with ./forge down, or set FORGE_HOME to"
                    + " another folder.");
        });
        Path example = shell.repository().resolve("examples").resolve("recipes");
        StarterClient starter = new StarterClient(engine.api());
        S3Credentials key = S3Credentials.of(shell.home());
        RecipeKey.of(shell.home()).write(key);
        keep(starter, files(example.resolve("originals")));
        PipelineSpec pipeline =
                PipelineFile.read(example.resolve("pipeline.yaml")).spec();
        WatchSpec watch = watch(example.resolve("watch.yaml"));
        try (ObjectStore store = ObjectStore.embedded(engine.s3(), key.accessKey(), key.secretKey())) {
            store.prepare(watch.bucket());
            store.prepare("recipes-out");
            keep(starter, pipeline, watch);
            // A watch tells times to the millisecond.
            Instant from = clock.instant().minusMillis(1);
            List<String> keys = arrive(store, watch, files(example.resolve("arriving")));
            boolean succeeded = new ArrivedRuns(starter, terminal, watch.name(), from, clock).ended(keys);
            List<ComparedRecipe> compared = compared(starter, pipeline.name(), from);
            tell(engine, compared);
            return succeeded && compared.size() == keys.size() ? ExitCode.OK : ExitCode.RUN_FAILED;
        }
    }

    private void keep(StarterClient starter, List<Path> originals) throws IOException {
        terminal.line("");
        terminal.line(terminal.ink().strong("Originals, kept by PUT /recipes/NAME"));
        for (Path original : originals) {
            KeptRecipes.Put put = starter.recipes().put(name(original), Files.readAllBytes(original));
            terminal.line("  " + name(original) + ": version " + put.version() + (put.made() ? "" : ", as before"));
        }
    }

    private void keep(StarterClient starter, PipelineSpec pipeline, WatchSpec watch) {
        starter.pipelines().put(pipeline.name(), PipelineWriter.json(pipeline), Optional.empty());
        starter.watches().put(watch.name(), WatchWriter.tree(watch).toString(), Optional.empty());
        terminal.line("");
        terminal.line("The pipeline " + pipeline.name() + " is kept, and the watch " + watch.name() + " looks at s3://"
                + watch.bucket() + "/ every " + watch.interval().toSeconds() + " s.");
    }

    /** What machines do: they send a recipe with the time of now, so that each demo has objects of its own. */
    private List<String> arrive(ObjectStore store, WatchSpec watch, List<Path> recipes) throws IOException {
        terminal.line("");
        terminal.line(terminal.ink().strong(recipes.size() + " recipes arrive in s3://" + watch.bucket() + "/"));
        Path sent = Files.createTempFile("forge-demo", ".json");
        try {
            for (Path recipe : recipes) {
                String text = Files.readString(recipe)
                        .replaceFirst("\"exportedAt\": \"[^\"]*\"", "\"exportedAt\": \"" + clock.instant() + "\"");
                Files.writeString(sent, text);
                store.put(sent, new ObjectPlace(watch.bucket(), name(recipe) + ".json"), bytes -> {});
            }
        } finally {
            Files.deleteIfExists(sent);
        }
        return recipes.stream().map(recipe -> name(recipe) + ".json").toList();
    }

    private static List<ComparedRecipe> compared(StarterClient starter, String pipeline, Instant from) {
        Results.Wish wish = new Results.Wish(
                Optional.of(pipeline),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("differences.json"),
                Optional.of(from.toString()),
                Optional.empty());
        return starter.results()
                .list(wish, MOST, Optional.empty())
                .path("results")
                .valueStream()
                .map(result -> ComparedRecipe.of(result.path("value")))
                .toList();
    }

    private void tell(EngineState engine, List<ComparedRecipe> compared) {
        terminal.line("");
        terminal.line(terminal.ink().strong("Which recipes deviate, by GET /results"));
        terminal.lines(RecipeTable.lines(compared, terminal.ink()));
        terminal.line("");
        terminal.line(terminal.ink().strong("What to look at next"));
        terminal.line("  the runs       ./forge runs --pipeline recipes");
        terminal.line("  the watch      ./forge watch show recipes");
        terminal.line("  an original    " + engine.api() + "/recipes/harden-42crmo4");
        terminal.line("  the results    ./forge results --pipeline recipes --path '/differences/*'");
        terminal.line("  their objects  ./forge download s3://recipes-out/ ./differences/");
        terminal.line(
                "The watch stays, and keeps an engine up that would end when idle, until ./forge watch delete recipes.");
    }

    private static WatchSpec watch(Path file) {
        return switch (WatchParser.parse(PipelineFile.text(file, "a watch"))) {
            case Asked.Valid(WatchSpec watch) -> watch;
            case Asked.Invalid<WatchSpec>(List<Problem> problems) -> throw new InvalidFile(file.toString(), problems);
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }
}
