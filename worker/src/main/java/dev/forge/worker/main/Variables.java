package dev.forge.worker.main;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.Quantity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The environment's variables, read as what they should be. A value that cannot be is noted, with its variable and what
 * to write, and all that was noted is thrown at once by {@link #check}. Empty is the same as not set.
 */
final class Variables {
    private final Map<String, String> environment;
    private final Set<String> known = new TreeSet<>();
    private final List<String> mistakes = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** A value that must be there; empty, and noted, where it is not. */
    String required(String name, String remedy) {
        return text(name).orElseGet(() -> {
            mistakes.add(name + " is not set: " + remedy + ".");
            return "";
        });
    }

    Duration duration(String name, Duration otherwise) {
        return read(name, DurationText::parse, "write a duration with its unit, such as 30s, 15m or 1h30m")
                .orElse(otherwise);
    }

    Duration duration(String name, Duration least, Duration otherwise) {
        return read(
                        name,
                        value -> DurationText.parse(value).filter(time -> time.compareTo(least) >= 0),
                        "write a duration with its unit, " + DurationText.print(least) + " or more")
                .orElse(otherwise);
    }

    int number(String name, int least, int most, int otherwise) {
        return read(
                        name,
                        value -> Numbers.whole(value).filter(number -> number >= least && number <= most),
                        "write a whole number from " + least + " to " + most)
                .map(Long::intValue)
                .orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return read(name, Variables::flag, "write true or false").orElse(otherwise);
    }

    Optional<Quantity> quantity(String name) {
        return read(name, Quantity::parse, "write a Kubernetes quantity, such as 500m, 2 or 256Mi");
    }

    Optional<Path> file(String name) {
        return read(
                name,
                value -> Optional.of(Path.of(value)).filter(Files::isReadable),
                "name a file that is there and may be read");
    }

    /** What {@code parse} makes of a value; where it makes nothing of it, that is noted. */
    <T> Optional<T> read(String name, Function<String, Optional<T>> parse, String remedy) {
        Optional<String> value = text(name);
        Optional<T> read = value.flatMap(parse);
        if (value.isPresent() && read.isEmpty()) {
            wrong(name, remedy);
        }
        return read;
    }

    /** {@code a=1,b=2}. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(name)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                wrong(name, "write pairs such as disk=ssd,zone=a");
                return Map.of();
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    /** {@code a,b}. */
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** All that begin so, without their beginning. */
    Map<String, String> beginningWith(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    known.add(entry.getKey());
                    found.put(entry.getKey().substring(prefix.length()), entry.getValue());
                });
        return found;
    }

    /** What is made of several variables; where it says itself that it cannot be, that is noted under their names. */
    <T> T made(String names, Supplier<T> maker, T otherwise) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            mistakes.add(names + ": " + e.getMessage() + ".");
            return otherwise;
        }
    }

    /** Notes that a variable's value cannot be. */
    void wrong(String name, String remedy) {
        mistakes.add(name + " is \"" + environment.getOrDefault(name, "") + "\": " + remedy + ".");
    }

    /** Notes a mistake in a sentence of its own. */
    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** Throws what was noted. */
    void check() {
        if (!mistakes.isEmpty()) {
            throw new WrongSettings(mistakes);
        }
    }

    /** Variables of Forge's that nobody has read: misspelt ones, most likely. */
    Set<String> unknown(Set<String> ofOthers) {
        Set<String> unknown = new TreeSet<>();
        environment.keySet().stream()
                .filter(name -> name.startsWith("FORGE_") && !known.contains(name) && !ofOthers.contains(name))
                .forEach(unknown::add);
        return unknown;
    }

    private static Optional<Boolean> flag(String value) {
        return switch (value) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
