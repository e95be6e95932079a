package dev.forge.starter.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    private static final EventId SEVENTH = new EventId("0198f3a2-aaaa", 7);

    @Test
    void isReadAsItIsWritten() {
        assertThat(SEVENTH.text()).isEqualTo("0198f3a2-aaaa.7");
        assertThat(EventId.parse("0198f3a2-aaaa.7")).contains(SEVENTH);
        assertThat(EventId.last("e").text()).isEqualTo("e.end");
        assertThat(EventId.parse("e.end")).contains(EventId.last("e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "e.", ".7", "e.-1", "e.7.end", "e.9999999999", "e\n.7"})
    void anythingElseIsNone(String text) {
        assertThat(EventId.parse(text)).isEmpty();
    }

    @Test
    void theEndIsBehindAllOthers() {
        assertThat(EventId.last("0198f3a2-aaaa").isAfter(SEVENTH)).isTrue();
        assertThat(SEVENTH.isAfter(EventId.last("0198f3a2-aaaa"))).isFalse();
        assertThat(SEVENTH.isAfter(SEVENTH)).isFalse();
    }

    @Test
    void whoHasSeenAnotherExecutionHasSeenNothingOfThis() {
        assertThat(SEVENTH.isAfter(EventId.last("another"))).isTrue();
    }
}
