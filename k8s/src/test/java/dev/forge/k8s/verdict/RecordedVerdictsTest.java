package dev.forge.k8s.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of verdicts over what a real cluster said: {@code verdicts.txt}, one paragraph for each recording. */
class RecordedVerdictsTest {
    private static final Map<String, String> TABLE = table();

    @ParameterizedTest
    @MethodSource("recordings")
    void aRecordingIsToldAsTheTableSays(String name) {
        assertThat(Told.of(Recording.of(name).judge())).isEqualTo(TABLE.get(name));
    }

    @Test
    void theTableHasARowForEachRecording() throws Exception {
        URL folder = Objects.requireNonNull(getClass().getResource("/verdicts"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> recordings() {
        return List.copyOf(TABLE.keySet());
    }

    private static Map<String, String> table() {
        Map<String, String> rows = new TreeMap<>();
        Pattern.compile("\n\n+").splitAsStream(Recording.text("/verdicts.txt")).forEach(row -> {
            String name = row.strip().lines().findFirst().orElseThrow();
            rows.put(
                    name,
                    row.strip().substring(name.length()).replaceAll("\\s+", " ").strip());
        });
        return rows;
    }
}
