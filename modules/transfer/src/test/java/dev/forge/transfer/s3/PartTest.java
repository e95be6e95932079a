package dev.forge.transfer.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, GIB, 70 * GIB, 1_000 * GIB, 5_000 * GIB, 40_000 * GIB})
    void anObjectOfAnySizeFitsIntoTenThousandParts(long size) {
        long part = PartSize.of(size);
        assertThat(part).isBetween(5L << 20, 5 * GIB);
        assertThat(size / part + 1).isLessThanOrEqualTo(10_000);
    }

    @Test
    void whatNoStoreTakesIsRefused() {
        assertThatThrownBy(() -> PartSize.of(60_000 * GIB)).hasMessageContaining("larger than S3 takes");
    }

    @ParameterizedTest
    @ValueSource(longs = {8 << 20, 9 << 20})
    void aPartGivesItsBytesAsOftenAsTheyAreAskedFor(long size) throws IOException {
        byte[] bytes = new byte[10 << 20];
        new Random(5).nextBytes(bytes);
        Part part = Part.of(size, folder);
        int taken = part.take(bytes, 0, 1_000);
        taken += part.take(bytes, taken, bytes.length - taken);
        assertThat(taken).isEqualTo((int) size);
        assertThat(part.take(bytes, 0, 1)).isZero();
        for (int time = 0; time < 2; time++) {
            try (var content = part.content()) {
                assertThat(content.readAllBytes()).isEqualTo(Arrays.copyOf(bytes, (int) size));
            }
        }
        part.drop();
        assertThat(folder).isEmptyDirectory();
    }
}
