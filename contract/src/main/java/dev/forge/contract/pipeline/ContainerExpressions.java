package dev.forge.contract.pipeline;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link Expressions} in what Kubernetes reads once more before it starts a container: in command, args and env, {@code $(NAME)}
 * is a variable of the container and {@code $$} a dollar. An author may write both, and no value is read so: of what a watch found
 * in a bucket, {@code $(AWS_SECRET_ACCESS_KEY).csv} stays a name. Pure functions, safe in workflow code.
 */
public final class ContainerExpressions {
    private ContainerExpressions() {}

    /** As {@link Expressions#bind}; what comes out once the container has started is each value byte for byte. */
    public static String bind(String text, Map<String, String> values) {
        return Expressions.bind(text, values, ContainerExpressions::put);
    }

    /**
     * As {@link Expressions#expand}; what comes out once the container has started is each value byte for byte.
     *
     * @throws IllegalArgumentException naming an expression that has no value
     */
    public static String expand(String text, Map<String, String> values) {
        return Expressions.expand(text, values, ContainerExpressions::put);
    }

    /** A text as Kubernetes is to be told it, so that it leaves it as it is, whatever references it seems to hold. */
    public static String literal(String text) {
        return text.replace("$", "$$");
    }

    /** The same of each value, to find out by {@link Expressions#length} how long a text becomes. */
    public static Map<String, String> literals(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, value -> literal(value.getValue())));
    }

    private static void put(StringBuilder before, String value) {
        int dollars = 0;
        while (dollars < before.length() && before.charAt(before.length() - 1 - dollars) == '$') {
            dollars++;
        }
        // One that is left over would be read together with what the value begins with.
        if (dollars % 2 == 1) {
            before.append('$');
        }
        before.append(literal(value));
    }
}
