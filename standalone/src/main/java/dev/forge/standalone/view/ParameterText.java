package dev.forge.standalone.view;

import dev.forge.contract.pipeline.ParameterSpec;

/** What a person reads of a parameter. */
public final class ParameterText {
    private ParameterText() {}

    /** {@code --parameter by=month|year, default "month": How to sum up}. */
    public static String line(String name, ParameterSpec parameter) {
        String values = parameter.allowed().isEmpty()
                ? "<" + parameter.type().word() + ">"
                : String.join("|", parameter.allowed());
        String given =
                parameter.fallback().map(value -> ", default \"" + value + '"').orElse(", required");
        String what = parameter.description().map(text -> ": " + text).orElse("");
        return "--parameter " + name + "=" + values + given + what;
    }
}
