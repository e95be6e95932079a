package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;

/** The fields of what is asked of an open run. */
final class ControlShape {
    /** Of a module, what may be changed while its run is open. */
    static final List<String> CHANGEABLE = List.of("image", "command", "args", "env", "resources", "timeout");

    private static final String ANYTHING = "";

    static final Form PAUSE = new Form(
            "pause request",
            List.of(Field.optional("reason", new Text(ANYTHING), "Why, for whoever looks at the run.")
                    .example("the disk is being moved")));

    static final Form CONTINUE = new Form(
            "continue request",
            List.of(Field.optional("from", new Text(PipelineShape.LABEL), "The step from which a held run goes on.")
                    .example("monthly")));

    static final Form CHANGE_REQUEST = new Form(
            "change request",
            List.of(
                    Field.required("step", new Text(PipelineShape.LABEL), "The step that is changed.")
                            .example("monthly"),
                    Field.required("change", new Shape.Foreign(), "The fields that are changed; null removes.")
                            .example("{timeout: 1h}")));

    static final Form CHANGE = new Form(
            "change",
            PipelineShape.MODULE.fields().stream()
                    .filter(field -> CHANGEABLE.contains(field.name()))
                    .toList());

    private ControlShape() {}
}
