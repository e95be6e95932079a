package dev.forge.contract.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root to a value. It shares its beginning with its neighbours, so that long names that hold many
 * values cost no memory.
 */
final class Pointer {
    static final Pointer ROOT = new Pointer(null, "", -1);

    private final @Nullable Pointer parent;
    private final String name;
    private final int index;

    private Pointer(@Nullable Pointer parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    Pointer field(String key) {
        return new Pointer(this, key, -1);
    }

    Pointer item(int place) {
        return new Pointer(this, Integer.toString(place), place);
    }

    /** What a sentence calls this place: the field's name, or "item 2 of args". */
    String label() {
        if (parent == null) {
            return "the pipeline";
        }
        return index < 0 ? Quote.plain(name) : "item " + (index + 1) + " of " + parent.label();
    }

    /** As JSON Pointer (RFC 6901). */
    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (Pointer at = this; at.parent != null; at = at.parent) {
            steps.push("/" + at.name.replace("~", "~0").replace("/", "~1"));
        }
        return String.join("", steps);
    }
}
