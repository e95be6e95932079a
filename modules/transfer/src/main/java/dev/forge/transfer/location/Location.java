package dev.forge.transfer.location;

/** Where a source reads or a sink writes: {@code s3://bucket/key} or {@code file:///path}. */
public sealed interface Location permits S3Location, FileLocation {
    /** Reads a URI; what it cannot read is a CONFIGURATION failure that says how to write it. */
    static Location parse(String uri) {
        if (uri.startsWith("s3://")) {
            return S3Location.parse(uri);
        }
        if (uri.startsWith("file:")) {
            return FileLocation.parse(uri);
        }
        throw MisspeltLocation.of(uri, "starts with neither s3:// nor file:///");
    }

    /** The location as the user would write it. */
    String uri();

    /** Whether it names a zip. */
    boolean namesZip();
}
