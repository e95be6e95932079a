package dev.forge.contract.pipeline;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a module asks of its node. */
final class ResourcesReader {
    private static final Pattern CPU = Pattern.compile(PipelineShape.CPU);
    private static final Pattern MEMORY = Pattern.compile(PipelineShape.MEMORY);
    private static final Shape.Whole EXTENDED = new Shape.Whole(1, KubernetesShape.MOST_EXTENDED);
    private static final BigDecimal MEBIBYTE = BigDecimal.TWO.pow(20);

    /** No node has more; such a number is millicores without the m. */
    private static final BigDecimal MOST_CORES = new BigDecimal(1024);

    private final Problems problems;
    private final Scalars scalars;

    ResourcesReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<Resources> read(Node node) {
        return FieldValues.read(node, PipelineShape.RESOURCES, problems)
                .map(fields -> new Resources(
                        fields.get("cpu", this::cpu),
                        fields.get("memory", amount -> bytes(amount, "memory")),
                        fields.get("ephemeralStorage", amount -> bytes(amount, "storage")),
                        extended(fields.others())));
    }

    private Map<String, Quantity> extended(Map<String, Node> others) {
        Map<String, Quantity> extended = new LinkedHashMap<>();
        others.forEach((name, node) ->
                scalars.whole(node, EXTENDED).ifPresent(count -> extended.put(name, new Quantity(count.toString()))));
        return extended;
    }

    private Optional<Quantity> cpu(Node node) {
        return scalars.fixedLoosely(node).flatMap(text -> {
            Optional<Quantity> cores = CPU.matcher(text).matches() ? Quantity.parse(text) : Optional.<Quantity>empty();
            return cores.filter(it -> it.amount().compareTo(MOST_CORES) <= 0).or(() -> {
                Complaint complaint = cpuComplaint(text);
                return scalars.refuse(node, complaint.message(), complaint.fix());
            });
        });
    }

    private static Complaint cpuComplaint(String text) {
        String shown = "cpu " + Quote.plain(text);
        if (text.startsWith("-") || text.matches("0+(\\.0*)?m?")) {
            return new Complaint(shown + " is not above 0", "write cores, such as 2, 0.5 or 500m");
        }
        if (text.matches("\\d+")) {
            String most = MOST_CORES.toPlainString();
            return new Complaint(
                    shown + " asks for more than " + most + " cores",
                    "write %sm for thousandths of a core".formatted(Quote.plain(text)));
        }
        return MEMORY.matcher(text).matches()
                ? new Complaint(shown + " is an amount of memory", "write cores, such as 2, 0.5 or 500m")
                : new Complaint(shown + " is no number of cores", "write cores, such as 2, 0.5 or 500m");
    }

    private Optional<Quantity> bytes(Node node, String what) {
        return scalars.fixedLoosely(node).flatMap(text -> {
            Optional<Quantity> bytes =
                    MEMORY.matcher(text).matches() ? Quantity.parse(text) : Optional.<Quantity>empty();
            return bytes.filter(it -> it.amount().compareTo(MEBIBYTE) >= 0).or(() -> {
                Complaint complaint = bytesComplaint(node.label() + " " + Quote.plain(text), text, what);
                return scalars.refuse(node, complaint.message(), complaint.fix());
            });
        });
    }

    private static Complaint bytesComplaint(String shown, String text, String what) {
        if (text.startsWith("-") || text.matches("0+(\\.0*)?[A-Za-z]*")) {
            return new Complaint(shown + " is not above 0", "write an amount such as 256Mi");
        }
        if (text.matches("\\d{1,15}")) {
            return new Complaint(shown + " has no unit", "did you mean " + withUnit(Long.parseLong(text)) + "?");
        }
        if (text.matches("\\d{1,15}m")) {
            return new Complaint(
                    shown + " means thousandths of a byte", "did you mean " + text.replace("m", "Mi") + "?");
        }
        if (MEMORY.matcher(text).matches()) {
            return new Complaint(
                    shown + " is less than 1Mi, in which no container runs", "write an amount such as 256Mi");
        }
        String fix = text.matches("(?i)\\d{1,12}(\\.\\d{1,3})?\\s*[kmgt]i?b?")
                ? "did you mean " + binary(text) + "?"
                : "write a number with a unit: 256Mi, 2Gi";
        return new Complaint(shown + " is no amount of " + what, fix);
    }

    /** A small number was meant in mebibytes, a large one in bytes. */
    private static String withUnit(long number) {
        long mebibyte = MEBIBYTE.longValueExact();
        return (number < mebibyte ? number : Math.ceilDiv(number, mebibyte)) + "Mi";
    }

    private static String binary(String text) {
        String number = text.replaceAll("[^0-9.]", "");
        char unit = Character.toUpperCase(text.replaceAll("[0-9.\\s]", "").charAt(0));
        return number + unit + "i";
    }
}
