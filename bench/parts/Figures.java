import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Percentiles, and how figures are said. */
final class Figures {
    private Figures() {}

    /** The smallest value that so many percent of all do not exceed. */
    static double percentile(Collection<Double> values, double percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
        System.out.flush();
    }

    /** Figures of a machine on which others work are to be taken again. */
    static void sayHowBusy() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        say("machine: %d cores, load average %.1f", machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }
}
