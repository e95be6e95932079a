package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Grows the tree from YAML's syntax alone: what a scalar means is its reader's business, so that {@code 1.10} and
 * {@code yes} stay what they are. Anchors, aliases and merge keys are followed; tags are refused. Offsets are code
 * points.
 */
final class YamlTree {
    private final Parser events;
    private final Problems problems;
    private final Growth growth;
    private final Map<String, Node> anchors = new HashMap<>();

    private YamlTree(Parser events, Problems problems) {
        this.events = events;
        this.problems = problems;
        this.growth = new Growth(problems);
    }

    /** Empty where the text holds nothing but comments. */
    static Optional<Node> read(String text, Problems problems) {
        try {
            return new YamlTree(new ParserImpl(new StreamReader(text), new LoaderOptions()), problems).document();
        } catch (UnreadableText e) {
            throw e;
        } catch (RuntimeException e) {
            // Besides its own exceptions the library lets some of the JDK's through on hostile text.
            throw YamlMistake.in(text, e, problems);
        }
    }

    private Optional<Node> document() {
        events.getEvent();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return Optional.empty();
        }
        events.getEvent();
        Node root = value(Pointer.ROOT, 1);
        events.getEvent();
        Event after = events.getEvent();
        if (!after.is(Event.ID.StreamEnd)) {
            throw problems.unreadable(
                    at(after), "a second document begins here", "keep one pipeline in a file: remove the --- line");
        }
        return Optional.of(root);
    }

    private Node value(Pointer pointer, int depth) {
        Event event = events.getEvent();
        if (event instanceof AliasEvent alias) {
            return growth.again(anchored(alias), pointer, depth);
        }
        growth.enter(at(event), depth);
        Node node = grown(event, pointer, depth);
        String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node grown(Event event, Pointer pointer, int depth) {
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar, scalar.getTag(), pointer);
                boolean plain = scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
                yield growth.scalar(at(event), pointer, scalar.getValue(), plain);
            }
            case SequenceStartEvent list -> {
                refuseTag(list, list.getTag(), pointer);
                yield list(at(event), pointer, depth);
            }
            case MappingStartEvent map -> {
                refuseTag(map, map.getTag(), pointer);
                yield map(at(event), pointer, depth);
            }
            default -> throw new IllegalStateException("no value begins with " + event);
        };
    }

    private Node list(int at, Pointer pointer, int depth) {
        List<Node> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value(pointer.item(items.size()), depth + 1));
        }
        events.getEvent();
        return new Node.Items(at, pointer, items);
    }

    private Node map(int at, Pointer pointer, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        List<Node> merged = new ArrayList<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Node key = value(pointer, depth + 1);
            if (key instanceof Node.Scalar scalar) {
                String name = growth.name(scalar.at(), scalar.text());
                Node value = value(pointer.field(name), depth + 1);
                if (scalar.plain() && name.equals("<<")) {
                    merged.add(value);
                } else {
                    entries.add(new Node.Entry(scalar.at(), name, value));
                }
            } else {
                problems.add(key, "a field's name is text, not " + key.kind(), "put text that holds braces in quotes");
                value(pointer, depth + 1);
            }
        }
        events.getEvent();
        Node.Entries own = growth.entries(at, pointer, entries);
        return merged.isEmpty() ? own : withMerged(own, merged, depth);
    }

    /** What the map says itself wins over what it merges; of two merged maps the first wins. */
    private Node withMerged(Node.Entries own, List<Node> merged, int depth) {
        Map<String, Node.Entry> all = new LinkedHashMap<>();
        own.entries().forEach(entry -> all.put(entry.key(), entry));
        for (Node node : merged) {
            List<Node> maps = node instanceof Node.Items list ? list.items() : List.of(node);
            maps.forEach(map -> merge(map, own.pointer(), depth, all));
        }
        return new Node.Entries(own.at(), own.pointer(), List.copyOf(all.values()));
    }

    private void merge(Node node, Pointer pointer, int depth, Map<String, Node.Entry> all) {
        if (growth.again(node, pointer, depth) instanceof Node.Entries map) {
            map.entries().forEach(entry -> all.putIfAbsent(entry.key(), entry));
        } else {
            problems.add(node, "<< merges maps, not " + node.kind(), "write << with an alias of a map: <<: *name");
        }
    }

    private Node anchored(AliasEvent alias) {
        Node node = anchors.get(alias.getAnchor());
        if (node == null) {
            throw problems.unreadable(
                    at(alias),
                    "no value before this place has the anchor &" + Quote.plain(alias.getAnchor()),
                    "write the anchor first, or put text that begins with * in quotes");
        }
        return node;
    }

    private void refuseTag(Event event, @Nullable String tag, Pointer pointer) {
        if (tag != null) {
            problems.add(
                    at(event),
                    pointer,
                    "YAML tags such as " + Quote.plain(tag.replace("tag:yaml.org,2002:", "!!")) + " are not read",
                    "remove the tag; put text that begins with ! in quotes");
        }
    }

    private static int at(Event event) {
        return event.getStartMark().getIndex();
    }
}
