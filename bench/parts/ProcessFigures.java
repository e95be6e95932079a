import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a process takes, from Linux's /proc.
 *
 * @param resident MiB now
 * @param peak MiB at most so far
 * @param threads platform threads
 * @param cpu seconds so far
 */
record ProcessFigures(double resident, double peak, int threads, double cpu) {
    /** USER_HZ, which is 100 on every Linux that there is. */
    private static final double TICKS = 100;

    static ProcessFigures of(long pid) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessFigures(
                number(status, "VmRSS:") / 1024.0,
                number(status, "VmHWM:") / 1024.0,
                (int) number(status, "Threads:"),
                (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS);
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .flatMap(line -> Arrays.stream(line.substring(key.length()).strip().split(" ", -1)).limit(1))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
