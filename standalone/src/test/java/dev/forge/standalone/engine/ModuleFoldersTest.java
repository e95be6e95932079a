package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFoldersTest {
    @TempDir
    private Path folder;

    private ModuleFolders folders = ModuleFolders.of(new Home(Path.of("unused")), Path.of("unused"));

    @BeforeEach
    void open() {
        folders = ModuleFolders.of(new Home(folder.resolve("home")).created(), folder.resolve("clone"));
    }

    @Test
    void theClonesModulesAndThoseOfItsExamplesCountLast() throws Exception {
        Path own = made("clone/modules");
        Path example = made("clone/examples/weather/modules");
        Path named = made("named");

        folders.add(named);

        assertThat(folders.all()).containsExactly(named, own, example);
    }

    @Test
    void theFolderNamedLastCountsMost() throws Exception {
        Path older = made("older");
        Path newer = made("newer");

        folders.add(older);
        folders.add(newer);
        assertThat(folders.all()).containsExactly(newer, older);

        folders.add(older);
        assertThat(folders.all()).containsExactly(older, newer);
    }

    @Test
    void aFolderThatIsNotThereIsLeftOut() throws Exception {
        folders.add(folder.resolve("none"));
        Path gone = made("gone");
        folders.add(gone);
        Files.delete(gone);

        assertThat(folders.all()).isEmpty();
    }

    private Path made(String path) throws IOException {
        return Files.createDirectories(folder.resolve(path));
    }
}
