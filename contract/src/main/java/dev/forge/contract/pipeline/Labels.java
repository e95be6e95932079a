package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of pipelines and modules. */
final class Labels {
    /** The steps that Forge adds. */
    static final List<String> RESERVED = List.of("source", "sink");

    private static final Pattern LABEL = Pattern.compile(PipelineShape.LABEL);
    private static final int LONGEST = 63;

    private Labels() {}

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    static Optional<Complaint> complaint(String name) {
        if (isLabel(name)) {
            return Optional.empty();
        }
        if (name.isEmpty()) {
            return Optional.of(new Complaint("the name is empty", "write a name such as weather"));
        }
        String rule = name.length() > LONGEST
                ? "the name has " + name.length() + " characters; 63 is the most"
                : "the name " + Quote.of(name) + " has characters that no DNS label has";
        return Optional.of(
                new Complaint(rule, "use a-z, 0-9 and dashes, with a letter or digit at both ends" + suggestion(name)));
    }

    static Optional<Complaint> moduleComplaint(String name) {
        return RESERVED.contains(name)
                ? Optional.of(new Complaint(
                        "no module can be named " + name + ": a step of every run has that name",
                        "choose another name, such as " + name + "-files"))
                : complaint(name);
    }

    private static String suggestion(String name) {
        String dashed = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = dashed.substring(0, Math.min(dashed.length(), LONGEST + 1)).replaceAll("^-+", "");
        String mended = cut.substring(0, Math.min(cut.length(), LONGEST)).replaceAll("-+$", "");
        return isLabel(mended) ? ": " + mended : "";
    }
}
