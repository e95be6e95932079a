package dev.forge.standalone.client;

import dev.forge.contract.pipeline.PipelineParser;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline that is kept, as a person names it: {@code weather}, or {@code weather@3}.
 *
 * @param version empty: the newest
 */
public record PipelineReference(String name, Optional<Integer> version) {
    private static final Pattern FORM = Pattern.compile("([^@]*)(?:@([1-9][0-9]{0,8}))?");

    /** The reference that a text is; empty where no pipeline can be meant by it. */
    public static Optional<PipelineReference> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && PipelineParser.isName(form.group(1))
                ? Optional.of(new PipelineReference(
                        form.group(1), Optional.ofNullable(form.group(2)).map(Integer::valueOf)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name + version.map(number -> "@" + number).orElse("");
    }
}
