package dev.forge.transfer.sink;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.s3.Upload;
import dev.forge.transfer.s3.Uploads;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A zip as one object, which appears when its last byte is there. */
record ObjectTarget(S3Location to, Uploads uploads) {
    Summary take(Outgoing outgoing) throws IOException {
        long atMost = outgoing.measure().zipAtMost();
        try (Upload upload = uploads.begin(to, Map.of(), atMost)) {
            Outgoing.Sum sum = outgoing.zip(upload);
            String etag = upload.complete();
            return sum.summary(1, to.uri(), Optional.ofNullable(etag));
        }
    }
}
