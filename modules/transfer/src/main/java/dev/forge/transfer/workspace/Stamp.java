package dev.forge.transfer.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a file beside its bytes.
 *
 * @param mode the nine permission bits, or empty where the origin had none (set-uid, set-gid and sticky never travel)
 * @param modified time of the last change
 */
public record Stamp(Optional<Integer> mode, Instant modified) {
    private static final int BITS = 0777;
    private static final int OWNER_FILE = 0600;
    private static final int OWNER_FOLDER = 0700;

    public Stamp {
        mode = mode.map(bits -> bits & BITS);
    }

    public static Stamp of(PosixFileAttributes attributes) {
        return new Stamp(
                Optional.of(bits(attributes.permissions())),
                attributes.lastModifiedTime().toInstant());
    }

    /** Puts it on a file; the owner may always read and write, or later steps could not work on it. */
    public void onFile(Path file) throws IOException {
        put(file, OWNER_FILE);
    }

    public void onFolder(Path folder) throws IOException {
        put(folder, OWNER_FOLDER);
    }

    private void put(Path path, int atLeast) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (mode.isPresent()) {
            view.setPermissions(permissions(mode.get() | atLeast));
        }
        FileTime time = FileTime.from(modified);
        view.setTimes(time, null, null);
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : permissions) {
            bits |= bit(permission);
        }
        return bits;
    }

    private static Set<PosixFilePermission> permissions(int bits) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 0040;
            case GROUP_WRITE -> 0020;
            case GROUP_EXECUTE -> 0010;
            case OTHERS_READ -> 0004;
            case OTHERS_WRITE -> 0002;
            case OTHERS_EXECUTE -> 0001;
        };
    }
}
