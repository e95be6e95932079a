package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.runtime.RuntimeUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadFileTest {
    /** {@code printf a | gzip -c | base64}, in two lines as a long one is. */
    private static final String PACKED = "H4sIAAAAAAAAA0sEAEO+\nt+gBAAAA\n";

    @Test
    void eachHeadHasTheLinesUpToTheNextOne() {
        List<ReadFile> files = ReadFile.all("# 0 1 1000\n" + PACKED + "# 41 0 0\n# 0 0 2000\n# 0 1 3000\n" + PACKED);

        assertThat(files).extracting(ReadFile::code).containsExactly(0, 41, 0, 0);
        assertThat(files.getFirst().modified()).isEqualTo(Instant.ofEpochSecond(1000));
        assertThat(files)
                .extracting(file -> new String(file.bytes(), StandardCharsets.UTF_8))
                .containsExactly("a", "", "", "a");
    }

    @Test
    void aFileMayBeOfAnyTime() {
        List<ReadFile> files = ReadFile.all("# 0 0 -86400\n# 0 0 -9223372036854775808\n# 0 0 9223372036854775807\n");

        assertThat(files)
                .extracting(ReadFile::modified)
                .containsExactly(
                        Instant.parse("1969-12-31T00:00:00Z"),
                        Instant.MIN,
                        Instant.ofEpochSecond(Instant.MAX.getEpochSecond()));
    }

    @Test
    void aLogThatWasCutOffIsAskedForOnceMore() {
        for (String log : List.of("# 0 1 1000\n" + PACKED.substring(0, 20), "# 0 1 1000\n" + PACKED.substring(0, 22))) {
            ReadFile file = ReadFile.all(log).getFirst();

            assertThatThrownBy(file::bytes).isInstanceOf(RuntimeUnavailable.class);
        }
    }

    @Test
    void whatIsNoAnswerHasNoFiles() {
        assertThat(ReadFile.all("")).isEmpty();
        assertThat(ReadFile.all("sh: not found\n")).isEmpty();
    }
}
