package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;

/** The fields of a parameter's declaration, and the forms of the labels of runs. */
final class ParameterShape {
    /** No dots, which part the names of expressions. */
    static final String NAME = "^[A-Za-z][-A-Za-z0-9_]{0,62}$";

    /** More than a person gives with a run. */
    static final int MOST = 100;

    static final int MOST_VALUES = 100;

    /** As Kubernetes names its labels, so that people need no second rule: {@code team}, {@code example.com/team}. */
    static final String LABEL_KEY = "^[A-Za-z0-9]([-._/A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /** A label is to be searched by, not to be read. */
    static final int LONGEST_LABEL = 256;

    static final int MOST_LABELS = 32;

    static final Form PARAMETER = new Form(
            "parameter",
            List.of(
                    Field.optional("type", new Shape.Choice(ParameterSpec.Type.words()), "What its values are.")
                            .fallback(ParameterSpec.Type.STRING.word()),
                    Field.optional(
                                    "default",
                                    new Literal(),
                                    "The value in a run that gives none; keeps its text (1.10 stays 1.10).")
                            .example("seattle"),
                    Field.optional(
                            "required",
                            new Shape.Flag(),
                            "Whether each run must give it: as it must where there is no default."),
                    Field.optional("enum", new ListOf(new Literal(), 1, MOST_VALUES), "The only values, as texts.")
                            .example(List.of("month", "year")),
                    Field.optional("description", new Text(""), "What it is, for those who start runs.")
                            .example("The weather station")));

    private ParameterShape() {}
}
