package dev.forge.worker;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.run.RunChange.Field;
import dev.forge.contract.workflow.StepPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is other in a step after a change, for those who look at the run later. */
final class Differences {
    /** Enough to recognise a text; the whole of it is in the run's history. */
    private static final int LONGEST = 200;

    /** A change of more variables than anybody reads is told as so many more. */
    private static final int MOST = 40;

    private Differences() {}

    static List<Field> between(StepPlan before, StepPlan after) {
        Map<String, String> old = texts(before);
        Map<String, String> now = texts(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(old.get(name), now.get(name))) {
                fields.add(new Field(name, shown(old, name), shown(now, name)));
            }
        }
        return fields.size() <= MOST ? fields : cut(fields);
    }

    private static List<Field> cut(List<Field> fields) {
        List<Field> first = new ArrayList<>(fields.subList(0, MOST));
        first.add(new Field("and " + (fields.size() - MOST) + " more", Optional.empty(), Optional.empty()));
        return first;
    }

    private static Optional<String> shown(Map<String, String> texts, String name) {
        return Optional.ofNullable(texts.get(name))
                .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    private static Map<String, String> texts(StepPlan step) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("image", step.image());
        words("command", step.command(), texts);
        words("args", step.args(), texts);
        step.env().forEach((name, value) -> texts.put("env." + name, text(value)));
        amounts(step.resources()).forEach((name, amount) -> texts.put("resources." + name, amount.text()));
        texts.put("timeout", DurationText.print(step.timeout()));
        return texts;
    }

    private static void words(String field, List<String> words, Map<String, String> texts) {
        if (!words.isEmpty()) {
            texts.put(
                    field,
                    words.stream()
                            .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                            .collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static String text(EnvValue value) {
        return switch (value) {
            case EnvValue.Text(String text) -> text;
            case EnvValue.SecretKey(String secret, String key) -> "{secret: " + secret + ", key: " + key + "}";
            case EnvValue.ConfigMapKey(String name, String key) -> "{configMap: " + name + ", key: " + key + "}";
        };
    }

    private static Map<String, Quantity> amounts(Resources resources) {
        Map<String, Quantity> amounts = new LinkedHashMap<>();
        resources.cpu().ifPresent(cpu -> amounts.put("cpu", cpu));
        resources.memory().ifPresent(memory -> amounts.put("memory", memory));
        resources.ephemeralStorage().ifPresent(storage -> amounts.put("ephemeralStorage", storage));
        amounts.putAll(resources.extended());
        return amounts;
    }
}
