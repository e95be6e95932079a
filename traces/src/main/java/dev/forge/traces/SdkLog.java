package dev.forge.traces;

import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What OpenTelemetry's SDK has to say: it tells of failed sends seldom, by a throttle of its own. */
final class SdkLog {
    /** Held: java.util.logging forgets a logger's handlers with the logger. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    private SdkLog() {}

    /** Has it stand in our log, in its format, instead of on standard error. */
    static synchronized void toOurs() {
        if (SDK.getHandlers().length == 0) {
            SDK.setUseParentHandlers(false);
            SDK.addHandler(new SLF4JBridgeHandler());
        }
    }
}
