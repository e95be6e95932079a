package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleLinksTest {
    @TempDir
    private Path folder;

    private ModuleFolders folders = ModuleFolders.of(new Home(Path.of("unused")), Path.of("unused"));
    private ModuleLinks links = new ModuleLinks(Path.of("unused"), folders);

    @BeforeEach
    void open() {
        Home home = new Home(folder.resolve("home")).created();
        folders = ModuleFolders.of(home, folder.resolve("clone"));
        links = new ModuleLinks(home.modules(), folders);
    }

    @Test
    void theClonesModulesAndThoseOfItsExamplesAreLinked() throws Exception {
        Path stamp = module("clone/modules/stamp", "forge/stamp:1");
        Path monthly = module("clone/examples/weather/modules/monthly", "monthly:1");

        assertThat(linked()).containsExactlyInAnyOrder(stamp, monthly);
    }

    @Test
    void aModuleOfTheFolderNamedLastStandsForItsImage() throws Exception {
        Path own = module("clone/modules/stamp", "forge/stamp:1");
        Path older = module("older/stamp", "forge/stamp:1");
        Path newer = module("newer/mine", "forge/stamp:1");

        folders.add(folder.resolve("older"));
        folders.add(folder.resolve("newer"));
        assertThat(linked()).containsExactly(newer);

        folders.add(folder.resolve("older"));
        assertThat(linked()).containsExactly(older).doesNotContain(own);
    }

    @Test
    void aModuleThatIsGoneIsNoLongerLinked() throws Exception {
        Path gone = module("clone/modules/gone", "gone:1");
        assertThat(linked()).containsExactly(gone);

        Files.delete(gone.resolve("module.yaml"));
        Files.delete(gone);

        assertThat(linked()).isEmpty();
    }

    @Test
    void twoModulesOfOneFolderThatClaimAnImageAreBothLinkedSoThatItCanBeTold() throws Exception {
        module("clone/modules/a", "same:1");
        module("clone/modules/b", "same:1");

        assertThat(linked()).hasSize(2);
    }

    @Test
    void aFileThatCannotBeReadIsLinkedSoThatItCanBeTold() throws Exception {
        Path broken = module("clone/modules/broken", "x:1");
        Files.writeString(broken.resolve("module.yaml"), "image: [");

        assertThat(linked()).containsExactly(broken);
    }

    private Path module(String path, String image) throws IOException {
        Path module = Files.createDirectories(folder.resolve(path));
        Files.writeString(module.resolve("module.yaml"), "image: " + image + "\ncommand: [./run.sh]\n");
        return module.toRealPath();
    }

    private List<Path> linked() throws IOException {
        links.refresh();
        List<Path> targets = new java.util.ArrayList<>();
        try (Stream<Path> found = Files.list(links.folder())) {
            for (Path link : found.toList()) {
                targets.add(link.toRealPath());
            }
        }
        return targets;
    }
}
