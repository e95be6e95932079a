import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true by itself. */
final class Wait {
    private Wait() {}

    static void until(String what, Duration atMost, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("waited for " + atMost + " for " + what);
            }
            Thread.sleep(250);
        }
    }
}
