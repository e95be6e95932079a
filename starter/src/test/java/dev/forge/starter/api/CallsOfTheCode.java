package dev.forge.starter.api;

import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The controllers' methods, each with the operation that it implements. */
final class CallsOfTheCode {
    static final Path SOURCES = Path.of("src/main/java");

    /**
     * One call.
     *
     * @param javadoc of which type's Javadoc its text is, under its name: that of its operations, or of those they extend
     */
    record Call(String verb, String path, String operations, String javadoc, String name, List<String> consumes) {
        String tag() {
            return path.split("/", -1)[1];
        }

        /** A name that no other operation has: {@code runSubmit}. */
        String id() {
            String noun = operations.replace("Operations", "").toLowerCase(Locale.ROOT);
            return noun.equals(name) ? noun : noun + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        }

        @Override
        public String toString() {
            return verb.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    private CallsOfTheCode() {}

    static List<Call> all() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> SOURCES.relativize(file).toString())
                    .filter(file -> file.endsWith("Controller.java"))
                    .sorted()
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .flatMap(name -> ofController(type(name)))
                    .toList();
        }
    }

    private static Stream<Call> ofController(Class<?> controller) {
        return Arrays.stream(controller.getMethods()).flatMap(method -> call(controller, method).stream());
    }

    private static Optional<Call> call(Class<?> controller, Method method) {
        return Arrays.stream(method.getAnnotations())
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethodMapping.class))
                .findFirst()
                .map(verb -> new Call(
                        verb.annotationType().getSimpleName().toLowerCase(Locale.ROOT),
                        controller.getAnnotation(Controller.class).value() + below(verb),
                        controller.getInterfaces()[0].getSimpleName(),
                        declaring(controller.getInterfaces()[0], method).getSimpleName(),
                        method.getName(),
                        consumed(method)));
    }

    private static Class<?> declaring(Class<?> operations, Method method) {
        boolean itself = Arrays.stream(operations.getDeclaredMethods())
                .anyMatch(declared -> declared.getName().equals(method.getName()));
        return itself ? operations : declaring(operations.getInterfaces()[0], method);
    }

    private static String below(Annotation verb) {
        try {
            String path = (String) verb.annotationType().getMethod("value").invoke(verb);
            // What may stand in a variable, slashes for one, OpenAPI has no word for.
            return path.equals("/") ? "" : path.replaceAll(":[^}]*}", "}");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    // Of the many names of YAML the contract has one.
    private static List<String> consumed(Method method) {
        Consumes consumes = method.getAnnotation(Consumes.class);
        return consumes == null
                ? List.of()
                : Arrays.stream(consumes.value())
                        .filter(OpenApiDocument::isPlain)
                        .toList();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
