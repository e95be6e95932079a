package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a run's parameters: those that were given, and the defaults of the others. */
final class ParameterValues {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ParameterValues() {}

    static ParameterValues of(Map<String, ParameterSpec> declared, Map<String, String> given) {
        ParameterValues result = new ParameterValues();
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .forEach(name -> result.refuse(name, unknown(name, declared)));
        declared.forEach((name, parameter) -> result.put(name, parameter, Optional.ofNullable(given.get(name))));
        return result;
    }

    /** In the order of their declaration. */
    Map<String, String> values() {
        return values;
    }

    List<Problem> problems() {
        return problems;
    }

    private void put(String name, ParameterSpec parameter, Optional<String> given) {
        Optional<String> value = given.or(parameter::fallback);
        Optional<Complaint> complaint = value.map(text -> parameter.complaint("parameter " + name, text))
                .orElseGet(() -> Optional.of(missing(name, parameter)));
        complaint.ifPresentOrElse(it -> refuse(name, it), () -> values.put(name, value.orElseThrow()));
    }

    private void refuse(String name, Complaint complaint) {
        String pointer = Pointer.ROOT.field("parameters").field(name).toString();
        problems.add(Problem.of(pointer, complaint.message(), complaint.fix()));
    }

    private static Complaint unknown(String name, Map<String, ParameterSpec> declared) {
        return new Complaint(
                "the pipeline declares no parameter " + Quote.plain(name),
                declared.isEmpty()
                        ? "remove it: the pipeline declares none"
                        : Spelling.suggestion(name, declared.keySet()));
    }

    private static Complaint missing(String name, ParameterSpec parameter) {
        String what = parameter
                .description()
                .map(Quote::plain)
                .map(text -> " (" + text + ")")
                .orElse("");
        String example = parameter.allowed().isEmpty()
                ? "…"
                : parameter.allowed().stream()
                        .map(Quote::plain)
                        .reduce((a, b) -> a + "|" + b)
                        .orElseThrow();
        return new Complaint(
                "the run gives no value for parameter " + name + what + ", which has no default",
                "give one: parameters: {" + name + ": " + example + "} in the request, --parameter " + name + "="
                        + example + " on the command line");
    }
}
