package dev.forge.contract.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b.txt", "a b", "...", "..a", "a..", ".hidden/x", "a\nb", "a\\..\\b", "~", "-x", "ü/ß"})
    void theseAreFilesOfAWorkspace(String path) {
        assertThat(WorkspacePath.fault(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "//a",
                "a\0b",
                "\0"
            })
    void theseAreNone(String path) {
        assertThat(WorkspacePath.fault(path)).isPresent();
        assertThatThrownBy(() -> new FileQuery("weather-1", path, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPathLongerThanAnyIsNone() {
        assertThat(WorkspacePath.fault("a".repeat(WorkspacePath.LONGEST))).isEmpty();
        assertThat(WorkspacePath.fault("a".repeat(WorkspacePath.LONGEST + 1))).isPresent();
    }

    @Test
    void aFolderStandsWhereItsNameStands() {
        List<String> ordered = List.of("a", "a/b", "a/b/c", "a/c", "a!", "a.txt", "b", "\uffff", "\ud83d\ude00");

        assertThat(ordered.reversed().stream().sorted(WorkspacePath.ORDER)).containsExactlyElementsOf(ordered);
    }
}
