package dev.forge.k8s.logs;

/** The lines of our own that mark in a log what could not be kept. */
final class Gaps {
    private Gaps() {}

    static String lost(Stamp from, Object to, String why) {
        return "[forge: log lines between " + from + " and " + to + " were lost: " + why + "]";
    }

    static String lostBefore(Object first, String why) {
        return "[forge: log lines before " + first + " were lost: " + why + "]";
    }

    /** Where it is not known whether there were any. */
    static String maybeLostBefore(Object first, String why) {
        return "[forge: log lines before " + first + " may be lost: " + why + "]";
    }

    /** Of a line at the end of a file, what follows it being of another one. */
    static String endOfLineLost(Object before) {
        return "[forge: the end of the log line before " + before
                + " may be lost: kubelet rotated the container's log in the middle of it]";
    }

    /** Where it is not known whether there were any. */
    static String maybeLost(Stamp from, Object to, String why) {
        return "[forge: log lines between " + from + " and " + to + " may be lost: " + why + "]";
    }
}
