package dev.forge.starter.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ETag} of a version of a pipeline or a recipe: its number, and what tells its YAML from its JSON. */
record EntityTag(int version, Representation representation) {
    private static final Pattern FORM = Pattern.compile("\"([1-9][0-9]{0,8})(-yaml)?\"");

    /** Empty where it is none of ours. */
    static Optional<EntityTag> read(String tag) {
        Matcher parts = FORM.matcher(tag);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new EntityTag(
                Integer.parseInt(parts.group(1)), parts.group(2) == null ? Representation.JSON : Representation.YAML));
    }

    @Override
    public String toString() {
        return switch (representation) {
            case JSON -> "\"" + version + "\"";
            case YAML -> "\"" + version + "-yaml\"";
        };
    }
}
