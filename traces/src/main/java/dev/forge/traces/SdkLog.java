package dev.forge.traces;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * What OpenTelemetry's SDK has to say, which it does by java.util.logging, in our log. It tells of failed sends seldom, by a
 * throttle of its own; here, without their stacks: a collector that is away is no fault of this program's.
 */
final class SdkLog extends Handler {
    /** Held: java.util.logging forgets a logger's handlers with the logger. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    private final SimpleFormatter formatter = new SimpleFormatter();

    private SdkLog() {}

    /** Has it stand in our log, in its format, instead of on standard error. */
    static synchronized void toOurs() {
        if (SDK.getHandlers().length == 0) {
            SDK.setUseParentHandlers(false);
            SDK.addHandler(new SdkLog());
        }
    }

    @Override
    public void publish(LogRecord said) {
        org.slf4j.Logger ours = LoggerFactory.getLogger(
                Optional.ofNullable(said.getLoggerName()).orElseGet(SDK::getName));
        String message = formatter.formatMessage(said)
                + Optional.ofNullable(said.getThrown())
                        .map(thrown -> " (" + thrown + ")")
                        .orElse("");
        if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
            ours.warn(message);
        } else {
            ours.debug(message);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
