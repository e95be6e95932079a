package dev.forge.standalone.view;

import dev.forge.contract.pipeline.WatchedObject;

/** Where a run comes from. */
public final class OriginText {
    private OriginText() {}

    /** The object that a run is for, below its screen. */
    public static String watch(WatchedObject object, Ink ink) {
        return ink.faint("  for      " + Columns.clean("s3://" + object.bucket() + "/" + object.key()));
    }
}
