package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.Category;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandsTest {
    @TempDir
    Path modules;

    @Test
    void aTasksOwnCommandComesFirst() throws Exception {
        module("stamp", "image: stamp\ncommand: [./stamp.sh]\n");

        assertThat(command("stamp:1", List.of("other"), "a")).containsExactly("other", "a");
    }

    @Test
    void elseTheModulesFolderSaysIt() throws Exception {
        module("stamp", "image: stamp\ndescription: Adds a file.\ncommand: [sh, ./stamp.sh]\n");
        String script = modules.resolve("stamp/stamp.sh").toString();

        assertThat(command("stamp:1", List.of(), "./a")).containsExactly("sh", script, "./a");
        assertThat(command("stamp", List.of())).containsExactly("sh", script);
        assertThat(command("stamp@sha256:0", List.of())).containsExactly("sh", script);
    }

    @Test
    void aFileOfTheModulesFolderCanBeNamedByATasksOwnCommand() throws Exception {
        module("stamp", "image: stamp\ncommand: [./stamp.sh]\n");
        Files.createFile(modules.resolve("stamp/debug.sh"));

        assertThat(command("stamp:1", List.of("./debug.sh")))
                .containsExactly(modules.resolve("stamp/debug.sh").toString());
        assertThat(command("stamp:1", List.of("./in-the-workspace.sh"))).containsExactly("./in-the-workspace.sh");
    }

    @Test
    void aTagInAModulesFileMustBeTheTasks() throws Exception {
        module("one", "image: host:5000/stamp:1\ncommand: [one]\n");

        assertThat(command("host:5000/stamp:1", List.of())).containsExactly("one");
        assertThatThrownBy(() -> command("host:5000/stamp:2", List.of())).isInstanceOf(LaunchRefused.class);

        module("any", "image: host:5000/stamp\ncommand: [any]\n");
        assertThat(command("host:5000/stamp:1", List.of())).containsExactly("one");
        assertThat(command("host:5000/stamp:2", List.of())).containsExactly("any");
    }

    @Test
    void anImageThatNobodyKnowsIsRefusedWithTheWaysOut() {
        assertThatThrownBy(() -> command("unknown:1", List.of())).isInstanceOfSatisfying(LaunchRefused.class, e -> {
            assertThat(e.failure().category()).isEqualTo(Category.IMAGE);
            assertThat(e.failure().message()).contains("unknown:1", modules.toString());
            assertThat(e.failure().remedy()).contains("command:", "module.yaml", "--modules DIR", "Kubernetes");
        });
    }

    @Test
    void twoFoldersWithOneImageAreAnErrorThatNamesThem() throws Exception {
        module("a", "image: stamp\ncommand: [a]\n");
        module("deep/er/b", "image: stamp\ncommand: [b]\n");

        assertThatThrownBy(() -> command("stamp:1", List.of()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContainingAll("stamp:1", "a/module.yaml", "deep/er/b/module.yaml");
    }

    @Test
    void theFirstFolderWithAModuleForAnImageCounts(@TempDir Path first, @TempDir Path empty) throws Exception {
        module("stamp", "image: stamp:1\ncommand: [second]\n");
        Files.writeString(first.resolve("module.yaml"), "image: stamp\ncommand: [first]\n");
        LocalCommands commands = new LocalCommands(List.of(empty, first, modules));

        assertThat(commands.of(Tasks.of("stamp:1", "run").task(List.of(), List.of())))
                .containsExactly("first");
    }

    @Test
    void aBrokenFileIsAnErrorThatNamesItOnceItMayBeTheOneWanted() throws Exception {
        module("good", "image: good\ncommand: [good]\n");
        module("none", "");
        module("text", "just text");
        module("less", "image: stamp\n");
        module("more", "image: stamp\ncommand: [x]\ncomand: [y]\n");
        module("yaml", "image: [\n");

        assertThat(command("good:1", List.of())).containsExactly("good");
        assertThatThrownBy(() -> command("stamp:1", List.of()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContainingAll(
                        "none/module.yaml",
                        "text/module.yaml",
                        "less/module.yaml",
                        "more/module.yaml",
                        "comand",
                        "yaml/module.yaml");
    }

    private List<String> command(String image, List<String> command, String... args) throws IOException {
        return new LocalCommands(List.of(modules)).of(Tasks.of(image, "run").task(command, List.of(args)));
    }

    private void module(String folder, String text) throws IOException {
        Files.createDirectories(modules.resolve(folder));
        Files.writeString(modules.resolve(folder).resolve("module.yaml"), text);
    }
}
