package dev.forge.contract.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That a step of a run is changed before its next attempt.
 *
 * @param text the whole request, {@code {"step": …, "change": {…}}}
 */
public record ChangeRequest(String step, String text) {
    /**
     * The step's module with the change made to it; or everything that is wrong with the change, each by its pointer
     * within it.
     *
     * @param steps the names of the run's steps in their order
     * @param parameters the names that expressions may use
     * @param closed fields that are the platform's to set in this step
     */
    public Asked<ModuleSpec> madeTo(
            ModuleSpec module, List<String> steps, Collection<String> parameters, Set<String> closed) {
        Document document = Document.read(text);
        Problems problems = document.problems();
        StepScope scope = StepScope.at(steps, steps.indexOf(step), parameters);
        Optional<ModuleSpec> changed = ControlParser.change(document.root())
                .flatMap(change -> new ChangeReader(problems, scope, closed).read(change, module));
        List<Problem> all = problems.all();
        return all.isEmpty()
                ? new Asked.Valid<>(changed.orElseThrow())
                // Whoever sent the change alone knows nothing of the lines of the whole.
                : new Asked.Invalid<>(all.stream().map(Problem::withoutPlace).toList());
    }
}
