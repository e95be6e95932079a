import java.time.Duration;

/** A bench that hangs ends by itself; its shutdown hooks clean up. */
final class Limit {
    private Limit() {}

    static void of(Duration limit) {
        Thread.ofPlatform().daemon().name("limit").start(() -> endAfter(limit));
    }

    private static void endAfter(Duration limit) {
        try {
            Thread.sleep(limit);
            System.err.println("The bench has taken " + limit + " and is ended.");
            System.exit(75);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
