package dev.forge.starter.api;

import dev.forge.starter.files.WantedBytes;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} header asks for. One that asks for several parts, in another unit or in another form is not heeded,
 * as RFC 9110 allows: the whole file is the answer.
 */
record ByteRange(WantedBytes wanted) {
    /** As many digits as a long surely holds. */
    private static final Pattern FORM = Pattern.compile("bytes=(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))");

    static ByteRange of(@Nullable String header) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches()) {
            return new ByteRange(new WantedBytes.Whole());
        }
        if (form.group(3) != null) {
            return new ByteRange(new WantedBytes.Last(Long.parseLong(form.group(3))));
        }
        long first = Long.parseLong(form.group(1));
        OptionalLong last =
                form.group(2) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(form.group(2)));
        return last.isPresent() && last.getAsLong() < first
                ? new ByteRange(new WantedBytes.Whole())
                : new ByteRange(new WantedBytes.From(first, last));
    }

    boolean isPart() {
        return !(wanted instanceof WantedBytes.Whole);
    }
}
