package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.HistoryFormat;
import org.junit.jupiter.api.Test;

class NotificationTableTest {
    @Test
    void eachOneIsALineWithWhyItIsNotDelivered() throws Exception {
        JsonNode notifications = HistoryFormat.mapper().readTree("""
                [{"kind": "webhook", "state": "PENDING", "tries": 3, "target": "https://example.com/forge",
                  "failure": "the receiver answered 503"},
                 {"kind": "rabbitmq", "state": "DELIVERED", "tries": 1, "target": "replies"}]""");

        assertThat(NotificationTable.lines(notifications, Ink.PLAIN))
                .containsExactly(
                        "KIND      STATE      TRIES  TARGET                     FAILURE",
                        "webhook   PENDING    3      https://example.com/forge  the receiver answered 503",
                        "rabbitmq  DELIVERED  1      replies");
    }

    @Test
    void thatTheRunHasNotEndedIsSaidOnlyWhereThatIsSo() {
        assertThat(NotificationTable.nobody(RunState.RUNNING)).contains("has not ended");
        assertThat(NotificationTable.nobody(RunState.FAILED))
                .startsWith("Nobody: ")
                .doesNotContain("has not ended");
    }
}
