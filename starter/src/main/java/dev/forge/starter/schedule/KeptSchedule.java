package dev.forge.starter.schedule;

import java.util.List;

/**
 * A schedule that has been made or changed.
 *
 * @param isNew whether there was none before
 * @param notes what was made of what can be read in more than one way, a sentence each
 */
public record KeptSchedule(String id, boolean isNew, List<String> notes) {
    public KeptSchedule {
        notes = List.copyOf(notes);
    }
}
