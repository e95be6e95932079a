package dev.forge.contract.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilesAnswerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int PAYLOAD = 2_000_000;

    @Test
    void answersAreReadAsTheyWereWritten() throws JsonProcessingException {
        FilesAnswer page = page("results/a.csv", 2);
        FilesAnswer none = new FilesAnswer.NoWorkspace();
        FileAnswer refused = new FileAnswer.Refused("is a folder", "list it");

        assertThat(again(page, FilesAnswer.class)).isEqualTo(page);
        assertThat(again(none, FilesAnswer.class)).isEqualTo(none);
        assertThat(again(refused, FileAnswer.class)).isEqualTo(refused);
        assertThat(again(new FileAnswer.NoFile(), FileAnswer.class)).isEqualTo(new FileAnswer.NoFile());
        assertThat(again(new FileAnswer.NoWorkspace(), FileAnswer.class)).isEqualTo(new FileAnswer.NoWorkspace());
    }

    @Test
    void aPartIsReadAsItWasWritten() throws JsonProcessingException {
        WorkspaceFile file = new WorkspaceFile("a", 3, NOON);

        FileAnswer read = again(new FileAnswer.Part(file, new byte[] {0, -1, 10}), FileAnswer.class);

        assertThat(read).isInstanceOfSatisfying(FileAnswer.Part.class, part -> {
            assertThat(part.file()).isEqualTo(file);
            assertThat(part.bytes()).containsExactly(0, -1, 10);
        });
    }

    @Test
    void theLargestPartFitsIntoAPayload() throws JsonProcessingException {
        FileAnswer part = new FileAnswer.Part(new WorkspaceFile("a", 1, NOON), new byte[FileQuery.LARGEST_PART]);

        assertThat(HistoryFormat.mapper().writeValueAsBytes(part)).hasSizeLessThan(PAYLOAD);
    }

    @Test
    void aPageOfVeryLongPathsEndsSooner() throws JsonProcessingException {
        for (String name : List.of("x".repeat(4000), "\u0001".repeat(4000), "\u20ac".repeat(1300))) {
            FilesAnswer.Page page = page(name, 1000);

            FilesAnswer.Page fitting = page.fitting();

            assertThat(fitting.files()).isNotEmpty().hasSizeLessThan(1000);
            assertThat(fitting.more()).isTrue();
            assertThat(HistoryFormat.mapper().writeValueAsBytes(fitting)).hasSizeLessThan(PAYLOAD);
        }
    }

    @Test
    void aUsualPageStays() {
        FilesAnswer.Page page = page("results/2026/station-", 1000);

        assertThat(page.fitting()).isSameAs(page);
    }

    private static FilesAnswer.Page page(String name, int count) {
        return new FilesAnswer.Page(
                IntStream.range(0, count)
                        .mapToObj(i -> new WorkspaceFile(name + i, i, NOON))
                        .toList(),
                false,
                Optional.empty());
    }

    private static <T> T again(T value, Class<T> type) throws JsonProcessingException {
        return HistoryFormat.mapper().readValue(HistoryFormat.mapper().writeValueAsString(value), type);
    }
}
