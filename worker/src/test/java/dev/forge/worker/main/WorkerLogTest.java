package dev.forge.worker.main;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.LogContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

class WorkerLogTest {
    private static final AttemptId ATTEMPT = new AttemptId("weather-1", "execution-1", "monthly", 2);

    @Test
    void asJsonARecordIsOneLineWithWhatItIsAboutAndItsStack() throws Exception {
        String written = written("json", log -> {
            try (LogContext _ = LogContext.of(ATTEMPT);
                    LogContext _ = LogContext.ofSpan("4bf9", "00f0")) {
                log.warn("cannot be {}\nread", "yet", new IllegalStateException("away", new java.io.IOException("x")));
            }
            log.info("later");
        });

        assertThat(written.lines()).hasSize(2);
        JsonNode first =
                HistoryFormat.mapper().readTree(written.lines().findFirst().orElseThrow());
        assertThat(first.path("level").asText()).isEqualTo("WARN");
        assertThat(first.path("formattedMessage").asText()).isEqualTo("cannot be yet\nread");
        assertThat(first.path("mdc"))
                .isEqualTo(HistoryFormat.mapper()
                        .createObjectNode()
                        .put("run", "weather-1")
                        .put("step", "monthly")
                        .put("attempt", "2")
                        .put("trace_id", "4bf9")
                        .put("span_id", "00f0"));
        assertThat(first.path("throwable").toString())
                .contains("IllegalStateException", "away", "WorkerLogTest", "IOException");
        assertThat(written.lines().skip(1).findFirst().orElseThrow())
                .contains("later")
                .doesNotContain("weather-1");
    }

    @Test
    void otherwiseItIsForPeople() throws Exception {
        assertThat(written("plain", log -> log.info("a line")))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  dev.forge.x a line\\R");
    }

    private static String written(String format, Written what) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        // As the environment's variable would be.
        context.putProperty("FORGE_LOG_FORMAT", format);
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            // Not the class path's: the tests' own lies before it.
            configurator.doConfigure(Path.of("src/main/resources", "dev/forge/worker/main/logback.xml")
                    .toFile());
            what.to(context.getLogger("dev.forge.x"));
        } finally {
            context.stop();
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private interface Written {
        void to(Logger log);
    }
}
