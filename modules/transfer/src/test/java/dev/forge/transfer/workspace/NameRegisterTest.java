package dev.forge.transfer.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameRegisterTest {
    private final NameRegister names = new NameRegister();

    @Test
    void differentNamesNeverClash() {
        for (int i = 0; i < 200_000; i++) {
            assertThat(file("folder " + i % 100 + "/file " + i)).isEmpty();
        }
        assertThat(file("folder 7/file 7")).isEqualTo("comes twice");
    }

    @Test
    void aFolderMayComeBeforeAndAfterWhatItHolds() {
        assertThat(folder("a")).isEmpty();
        assertThat(file("a/b")).isEmpty();
        assertThat(folder("a")).isEmpty();
        assertThat(file("a")).contains("both a file and a folder");
    }

    @Test
    void aFolderInAnotherCaseClashesDeepDown() {
        assertThat(file("one/Two/three")).isEmpty();
        assertThat(file("one/two/four")).contains("upper and lower case");
    }

    @Test
    void lettersWithTwoCapitalFormsClash() {
        assertThat(file("stra\u00dfe")).isEmpty();
        assertThat(file("STRASSE")).contains("upper and lower case");
    }

    private String file(String name) {
        return names.file(new RelativeName(name)).orElse("");
    }

    private String folder(String name) {
        return names.folder(new RelativeName(name)).orElse("");
    }
}
