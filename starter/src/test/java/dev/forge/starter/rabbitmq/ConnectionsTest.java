package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
    private static final long MIB = 1024 * 1024;

    /** 281 is what 512Mi leave to the heap by default. */
    @ParameterizedTest
    @CsvSource({"8, 2", "80, 10", "281, 35", "1024, 128", "16384, 128"})
    void noMessageIsReadThatWouldFillTheMemory(long memory, long largest) {
        assertThat(Connections.largestRead(memory * MIB) / MIB).isEqualTo(largest);
    }
}
