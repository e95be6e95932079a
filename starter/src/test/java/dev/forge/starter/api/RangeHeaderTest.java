package dev.forge.starter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.starter.problem.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,        100, 0,  9",
        "bytes=0-0,        100, 0,  0",
        "bytes=90-200,     100, 90, 99",
        "bytes=99-,        100, 99, 99",
        "bytes=0-,         100, 0,  99",
        "bytes=-10,        100, 90, 99",
        "bytes=-200,       100, 0,  99",
        "bytes=-1,         1,   0,  0",
        "Bytes=0-9,        100, 0,  9",
        "'bytes= 0-9 ',    100, 0,  9",
        "bytes=5-999999999999999999, 100, 5, 99"
    })
    void aRangeIsAPartOfWhatIsThere(String header, long length, long first, long last) {
        assertThat(RangeHeader.of(header).orElseThrow().of(length)).hasValueSatisfying(part -> {
            assertThat(part.first()).isEqualTo(first);
            assertThat(part.last()).isEqualTo(last);
            assertThat(part.length()).isEqualTo(length);
        });
    }

    @ParameterizedTest
    @CsvSource({"bytes=100-,    100", "bytes=100-200, 100", "bytes=-0,      100", "bytes=0-,      0", "bytes=-5,      0"
    })
    void aRangeOfWhichNoByteIsThereIsNone(String header, long length) {
        assertThat(RangeHeader.of(header).orElseThrow().of(length)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "items", "", "byte=0-1"})
    void aRangeOfAnotherUnitAsksForAll(String header) {
        assertThat(RangeHeader.of(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=9-0",
                "bytes=a-b",
                "bytes=0-1,5-6",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=0x1-2",
                "bytes=0-1;",
                "bytes=1 - 2",
                "bytes=99999999999999999999-"
            })
    void whatIsNotOneRangeOfBytesIsRefused(String header) {
        assertThatThrownBy(() -> RangeHeader.of(header))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll(header, "bytes=0-999", "bytes=-1000");
    }
}
