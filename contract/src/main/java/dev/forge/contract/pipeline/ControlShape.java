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

    static final Form RESUME = new Form(
            "continue request",
            List.of(
                    Field.required(
                                    "execution",
                                    new Text(ANYTHING),
                                    "Temporal's Run ID of the execution that has ended.")
                            .example("0199b2c4-5f0e-7c11-9d2a-1f5a5c8f2f10"),
                    Field.optional("from", new Text(PipelineShape.LABEL), "The step from which the run goes on.")
                            .example("monthly"),
                    Field.optional("hold", new Shape.Flag(), "Whether the run is HELD first.")));

    static final Form RESUME_INPUT =
            new Form("input", List.of(Field.required("continue", RESUME, "Which execution goes on, and from where.")));

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
