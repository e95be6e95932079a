package dev.forge.transfer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void aHostileNameIsShownWithoutItsTricks() {
        assertThat(Quoted.name("a\u001b[2J\u202etxt\0")).isEqualTo("'a\\u001b[2J\\u202etxt\\u0000'");
        assertThat(Quoted.name("x".repeat(10_000))).hasSizeLessThan(210);
    }

    @Test
    void jsonEscapesWhatItMust() {
        assertThat(new JsonText().text("a\"b", "c\\d\ne\u0001ü").number("n", -1))
                .hasToString("{\"a\\\"b\": \"c\\\\d\\ne\\u0001ü\", \"n\": -1}");
    }

    @Test
    void aSummaryNamesWhatWasSkippedOnlyIfSomethingWas() {
        assertThat(new Summary(1, 2, 3, 0, "file:///x", Optional.empty()).toJson())
                .isEqualTo("{\"objects\": 1, \"files\": 2, \"bytes\": 3, \"uri\": \"file:///x\"}");
        assertThat(new Summary(1, 2, 3, 4, "file:///x", Optional.of("e")).toJson())
                .contains("\"skipped\": 4", "\"etag\": \"e\"");
    }

    @Test
    void aFullDiskIsTheVolumesFault() {
        assertThat(DiskFaults.of(new IOException("No space left on device")).category())
                .isEqualTo(Category.STORAGE);
        assertThat(DiskFaults.of(new IOException("Disk quota exceeded")).category())
                .isEqualTo(Category.STORAGE);
        assertThat(DiskFaults.of(new IOException("strange")).category()).isEqualTo(Category.INTERNAL);
    }

    @Test
    void sizesReadAsPeopleWriteThem() {
        assertThat(Progress.size(1023)).isEqualTo("1023 B");
        assertThat(Progress.size(1536)).isEqualTo("1.5 KiB");
        assertThat(Progress.size(5L << 40)).isEqualTo("5.0 TiB");
    }
}
