package dev.forge.transfer.zip;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.NameRegister;
import dev.forge.transfer.workspace.RelativeName;
import java.io.IOException;
import java.util.Optional;

/** Looks at a whole archive's directory and refuses what is hostile, before a single file is written. */
final class Inspection {
    private final String uri;
    private final UnpackLimits limits;
    private final NameRegister names = new NameRegister();
    private long unpacked;
    private long packed;

    Inspection(String uri, UnpackLimits limits) {
        this.uri = uri;
        this.limits = limits;
    }

    /** Returns the sum of all files' sizes. */
    long of(Archive archive) throws IOException {
        limits.checkEntries(archive.entries(), uri);
        archive.each(entry -> check(entry, archive));
        limits.checkRatio(unpacked, archive.size(), uri);
        return unpacked;
    }

    private void check(ArchiveEntry entry, Archive archive) {
        if (ignored(entry)) {
            return;
        }
        checkName(entry);
        checkKind(entry);
        checkPlace(entry, archive.dataEnd());
        unpacked = Math.addExact(unpacked, Math.min(entry.size(), Long.MAX_VALUE / 4));
        limits.checkBytes(unpacked, uri);
    }

    /** The archive's own root, and the list that a sink leaves for people. */
    static boolean ignored(ArchiveEntry entry) {
        boolean root = entry.folder() && (entry.name().isEmpty() || entry.name().equals("."));
        return root || (!entry.folder() && RelativeName.isManifest(entry.name()));
    }

    private void checkName(ArchiveEntry entry) {
        Optional<String> reason = RelativeName.reasonAgainst(entry.name());
        if (reason.isEmpty()) {
            RelativeName name = new RelativeName(entry.name());
            reason = entry.folder() ? names.folder(name) : names.file(name);
        }
        reason.ifPresent(why -> {
            throw refused(entry, why, "Repack it with plain relative names that differ in more than their case.");
        });
    }

    private void checkKind(ArchiveEntry entry) {
        if (entry.encrypted()) {
            throw refused(entry, "is encrypted", "Repack it without a password; Forge has none to open it with.");
        }
        if (entry.link()) {
            throw refused(entry, "is a symbolic link", "Repack it with the file in its place (zip without -y).");
        }
        if (entry.special()) {
            throw refused(entry, "is a pipe or device", "Repack it without that.");
        }
        if (entry.method() != Layout.STORED && entry.method() != Layout.DEFLATED) {
            throw refused(
                    entry,
                    "is packed by " + method(entry.method()),
                    "Repack it with the usual method, deflate (zip -6, or '7z a -mm=Deflate').");
        }
        if (entry.method() == Layout.STORED && entry.packed() != entry.size()) {
            throw refused(entry, "is stored with two sizes", "Make the zip anew.");
        }
        if (entry.folder() && entry.size() > 0) {
            throw refused(entry, "is a folder that has content", "Make the zip anew.");
        }
    }

    /** Entries that share bytes of the archive are how a small zip becomes an endless one. */
    private void checkPlace(ArchiveEntry entry, long dataEnd) {
        long least = Layout.LOCAL_SIZE + entry.rawNameLength() + entry.packed();
        if (least < 0 || entry.offset() > dataEnd - least) {
            throw refused(entry, "lies outside of the archive", "Make the zip anew.");
        }
        packed += least;
        if (packed > dataEnd) {
            throw refused(entry, "shares its bytes with others", "Make the zip anew.");
        }
    }

    private TransferFailure refused(ArchiveEntry entry, String why, String fix) {
        return refused(uri, entry, why, fix);
    }

    static TransferFailure refused(String uri, ArchiveEntry entry, String why, String fix) {
        return new TransferFailure(
                Category.SOURCE_INVALID, "Entry " + Quoted.name(entry.name()) + " of " + uri + " " + why + ".", fix);
    }

    private static String method(int number) {
        return switch (number) {
            case 9 -> "Deflate64 (method 9)";
            case 12 -> "bzip2 (method 12)";
            case 14 -> "LZMA (method 14)";
            case 93 -> "Zstandard (method 93)";
            case 95 -> "xz (method 95)";
            default -> "method " + number;
        };
    }

    /** What the volume must have room for, said before it is filled rather than after. */
    static void checkRoom(long needed, long free, String uri) {
        if (needed > free) {
            throw new TransferFailure(
                    Category.STORAGE,
                    uri + " unpacks to " + Progress.size(needed) + ", but the workspace's volume has only "
                            + Progress.size(free) + " free.",
                    "Give the workspace's volume more room.");
        }
    }
}
