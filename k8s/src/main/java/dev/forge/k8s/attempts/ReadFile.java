package dev.forge.k8s.attempts;

import dev.forge.k8s.attempts.FileJobs.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What read.sh tells of a file.
 *
 * @param code 0 where it was read
 * @param size bytes of the whole file
 * @param packed its bytes as they stand in the log
 */
record ReadFile(int code, long size, Instant modified, String packed) {
    /** No line of base64 begins so. */
    private static final Pattern HEAD = Pattern.compile("(?m)^# (\\d+) (\\d+) (-?\\d+)$");

    static List<ReadFile> all(String log) {
        List<ReadFile> files = new ArrayList<>();
        Matcher head = HEAD.matcher(log);
        boolean more = head.find();
        while (more) {
            int code = Integer.parseInt(head.group(1));
            long size = Long.parseLong(head.group(2));
            Instant modified = time(head.group(3));
            int from = head.end();
            more = head.find();
            files.add(new ReadFile(code, size, modified, log.substring(from, more ? head.start() : log.length())));
        }
        return files;
    }

    /** As stat tells it, before 1970 and at any other end of time, since a module may say what it likes. */
    static Instant time(String seconds) {
        return Instant.ofEpochSecond(
                Math.clamp(Long.parseLong(seconds), Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    }

    byte[] bytes() {
        return packed.isBlank() ? new byte[0] : Answer.unpacked(packed);
    }
}
