package dev.forge.starter.api;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of source files, as Markdown; a type's under its name, a method's under its type's and its own. */
final class Sources {
    /** What a comment says. */
    record Comment(String summary, String body, Map<String, String> parameters, String answer) {
        String all() {
            return body.isEmpty() ? summary : summary + "\n\n" + body;
        }
    }

    private final Map<String, Comment> comments = new HashMap<>();

    private Sources() {}

    static Sources read(Path... roots) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Sources sources = new Sources();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(javaFiles(roots)));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                sources.new Reader(docs).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    Optional<Comment> of(String name) {
        return Optional.ofNullable(comments.get(name));
    }

    private static List<Path> javaFiles(Path... roots) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final Deque<String> types = new ArrayDeque<>();

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            types.addLast(type.getSimpleName().toString());
            keep(String.join(".", types), getCurrentPath());
            super.visitClass(type, null);
            types.removeLast();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            keep(String.join(".", types) + "#" + method.getName(), getCurrentPath());
            return null;
        }

        private void keep(String name, TreePath place) {
            Optional.ofNullable(docs.getDocCommentTree(place))
                    .ifPresent(comment -> comments.putIfAbsent(name, comment(comment)));
        }
    }

    private static Comment comment(DocCommentTree tree) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String answer = "";
        for (DocTree tag : tree.getBlockTags()) {
            if (tag instanceof ParamTree parameter) {
                parameters.put(parameter.getName().toString(), markdown(parameter.getDescription()));
            } else if (tag instanceof ReturnTree returned) {
                answer = markdown(returned.getDescription());
            }
        }
        return new Comment(markdown(tree.getFirstSentence()), markdown(tree.getBody()), parameters, answer);
    }

    private static String markdown(List<? extends DocTree> trees) {
        StringBuilder text = new StringBuilder();
        for (DocTree tree : trees) {
            text.append(
                    switch (tree) {
                        case TextTree plain -> plain.getBody();
                        case LiteralTree code -> "`" + code.getBody().getBody().replaceAll("\\s+", " ") + "`";
                        case LinkTree link -> "`" + link.getReference().getSignature() + "`";
                        case StartElementTree element -> element.getName().contentEquals("p") ? "\u2029" : "";
                        default -> "";
                    });
        }
        return text.toString().strip().replaceAll("\\s+", " ").replaceAll(" ?\u2029 ?", "\n\n");
    }
}
