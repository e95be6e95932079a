package dev.forge.transfer.location;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;

/** The one failure that a location's text can cause. */
final class MisspeltLocation {
    private MisspeltLocation() {}

    static TransferFailure of(String uri, String reason) {
        return new TransferFailure(
                Category.CONFIGURATION,
                "The location " + Quoted.name(uri) + " " + reason + ".",
                "Write s3://bucket/key.zip, s3://bucket/prefix/ or file:///folder.");
    }
}
