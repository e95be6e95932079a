package dev.forge.standalone.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which of a starter's runs are wanted, in the words of {@code GET /runs}. */
public final class RunsFilter {
    /** Whatever there is. */
    public static final RunsFilter ALL = new RunsFilter(List.of());

    private final List<String> parts;

    private RunsFilter(List<String> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Those of these for which a query parameter has one of the values, too; of all where there is none. */
    public RunsFilter with(String parameter, Collection<String> values) {
        List<String> all = new ArrayList<>(parts);
        values.forEach(value -> all.add(parameter + "=" + StarterClient.encoded(value)));
        return new RunsFilter(all);
    }

    /** The same for a parameter that is there once or not at all. */
    public RunsFilter with(String parameter, Optional<String> value) {
        return with(parameter, value.stream().toList());
    }

    /** The query for a part of the list. */
    String query(int limit, Optional<String> cursor) {
        return StarterClient.page(limit, cursor)
                + String.join("", parts.stream().map(part -> "&" + part).toList());
    }
}
