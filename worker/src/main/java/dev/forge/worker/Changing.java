package dev.forge.worker;

import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.StepPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Makes another plan of a step, as somebody wants it changed: read as a module is, and bound as {@code resolve} does. */
final class Changing {
    /** What is run with the platform's own rights is the platform's to say. */
    private static final Set<String> OF_THE_PLATFORM = Set.of("image", "command", "args", "env");

    /** In chars; Temporal takes 2 MB as one payload. */
    private static final int LARGEST = 1_000_000;

    private Changing() {}

    /**
     * The step as it is to be.
     *
     * @param steps the names of the run's steps in their order
     * @param values what the run knows: those of all expressions but the outputs of steps
     */
    static StepPlan made(ChangeRequest request, StepPlan step, List<String> steps, Map<String, String> values) {
        Set<String> closed = step.kind() == StepKind.MODULE ? Set.of() : OF_THE_PLATFORM;
        ModuleSpec module = Refusals.valid(request.madeTo(step.module(), steps, parameters(values), closed));
        StepPlan changed = step.changedTo(module);
        checkValues(changed, values);
        StepPlan bound = changed.bind(values);
        checkLength(bound);
        return bound;
    }

    private static List<String> parameters(Map<String, String> values) {
        return values.keySet().stream()
                .filter(name -> name.startsWith("parameters."))
                .map(name -> name.substring("parameters.".length()))
                .sorted()
                .toList();
    }

    private static void checkValues(StepPlan step, Map<String, String> values) {
        Set<String> missing = new TreeSet<>();
        step.map(seen(text -> missing.addAll(Expressions.names(text))));
        missing.removeIf(name -> values.containsKey(name) || name.startsWith("steps."));
        if (!missing.isEmpty()) {
            throw Refusals.invalid(missing.stream()
                    .map(name -> Problem.of("", "${" + name + "} has no value in this run", "write the value out"))
                    .toList());
        }
    }

    private static void checkLength(StepPlan step) {
        AtomicLong chars = new AtomicLong();
        step.map(seen(text -> chars.addAndGet(text.length())));
        if (chars.get() > LARGEST) {
            throw Refusals.invalid(List.of(Problem.of(
                    "",
                    "the step has more than a million characters once its parameters are put in",
                    "hand over long values in a file of the source")));
        }
    }

    private static UnaryOperator<String> seen(Consumer<String> look) {
        return text -> {
            look.accept(text);
            return text;
        };
    }
}
