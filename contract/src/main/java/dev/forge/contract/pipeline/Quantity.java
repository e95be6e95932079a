package dev.forge.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A positive Kubernetes quantity as it was written: {@code 500m}, {@code 2}, {@code 256Mi}, {@code 1G}. */
public record Quantity(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");
    private static final Map<String, BigDecimal> SCALES = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)),
            Map.entry("Ei", BigDecimal.TWO.pow(60)));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Quantity {
        if (amountOf(text).filter(amount -> amount.signum() > 0).isEmpty()) {
            throw new IllegalArgumentException("not a positive quantity: " + text);
        }
    }

    /** The quantity that a text says, or empty where it says none that is positive. */
    public static Optional<Quantity> parse(String text) {
        return amountOf(text).filter(amount -> amount.signum() > 0).map(amount -> new Quantity(text));
    }

    /** In base units: cores, or bytes. */
    public BigDecimal amount() {
        return amountOf(text).orElseThrow();
    }

    private static Optional<BigDecimal> amountOf(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        return Optional.of(form.group(2) == null ? number : number.multiply(SCALES.get(form.group(2))));
    }

    @Override
    public String toString() {
        return text;
    }
}
