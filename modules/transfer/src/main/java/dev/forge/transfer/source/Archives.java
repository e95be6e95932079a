package dev.forge.transfer.source;

import dev.forge.transfer.location.Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.zip.Unpack;
import dev.forge.transfer.zip.UnpackLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides what is a zip, and unpacks it. */
final class Archives {
    private static final int LOOK = 16;
    private final UnpackMode mode;
    private final UnpackLimits limits;
    private final Progress progress;

    Archives(UnpackMode mode, UnpackLimits limits, Progress progress) {
        this.mode = mode;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * A name that ends in .zip must be a zip, if need be with a program before it that unpacks it. The first bytes alone decide only for a name without an ending: documents
     * (.docx, .jar, .epub) are zips inside, and are not meant to be taken apart.
     */
    boolean isZip(Location from, String fileName, Path file) throws IOException {
        return switch (mode) {
            case NONE -> false;
            case AUTO -> {
                String start = start(file);
                if (from.namesZip() && !isEntryOrEnd(start) && !Unpack.endsAsZip(file)) {
                    throw noZip(from, start);
                }
                yield from.namesZip() || (isEntryOrEnd(start) && fileName.indexOf('.', 1) < 0);
            }
        };
    }

    /** Returns the number of bytes. */
    long unpack(Location from, Path zip, Path into) throws IOException {
        progress.phase("unpacking");
        return new Unpack(from.uri(), limits, progress).into(into, zip);
    }

    private static boolean isEntryOrEnd(String start) {
        return start.startsWith("PK\3\4") || start.startsWith("PK\5\6");
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
        }
    }

    private static TransferFailure noZip(Location from, String start) {
        String sentence = start.isEmpty()
                ? " is empty, and so no zip."
                : " is no zip: it begins with " + Quoted.name(start) + ".";
        return new TransferFailure(
                Category.SOURCE_INVALID,
                from.uri() + sentence,
                "Upload a zip, or say unpack: none to keep the file as it is.");
    }
}
