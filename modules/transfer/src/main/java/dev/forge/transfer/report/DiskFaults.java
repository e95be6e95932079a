package dev.forge.transfer.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Tells what an IOException of the file system means to the person who runs Forge. */
public final class DiskFaults {
    private DiskFaults() {}

    public static TransferFailure of(IOException fault) {
        String text = text(fault);
        if (full(text)) {
            return new TransferFailure(
                    Category.STORAGE,
                    "The volume is full: " + text + ".",
                    "Give the workspace's volume (or the folder written to) more room: a zip needs its own size"
                            + " plus that of its content while it is unpacked.",
                    fault);
        }
        if (fault instanceof AccessDeniedException denied) {
            return closed(denied.getFile(), denied);
        }
        if (readOnly(text) || (fault instanceof FileSystemException && text.contains("Operation not permitted"))) {
            return closed(text, fault);
        }
        return new TransferFailure(
                Category.INTERNAL,
                "Reading or writing failed: " + text + ".",
                "Try again, then look at the volume.",
                fault);
    }

    /** A missing file's exception carries nothing but its name. */
    private static String text(IOException fault) {
        String message = Optional.ofNullable(fault.getMessage()).orElse(fault.toString());
        boolean bare = fault instanceof FileSystemException named && named.getReason() == null;
        return bare ? message + " (" + fault.getClass().getSimpleName() + ")" : message;
    }

    /** The number is what a volume's settings need; a container's user seldom has a name. */
    public static String user() {
        try {
            return "User " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | UnsupportedOperationException noProc) {
            return "User " + System.getProperty("user.name");
        }
    }

    private static TransferFailure closed(String place, IOException fault) {
        return new TransferFailure(
                Category.STORAGE,
                user() + " may not read or write " + place + ".",
                "Let the platform's user and group own the volume's folder: fsGroup on the pod, an access point with"
                        + " that uid and gid on EFS, or chmod g+rwx on NFS.",
                fault);
    }

    private static boolean full(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("quota exceeded");
    }

    private static boolean readOnly(String text) {
        return text.toLowerCase(Locale.ROOT).contains("read-only file system");
    }
}
