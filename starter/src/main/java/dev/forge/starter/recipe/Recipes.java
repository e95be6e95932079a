package dev.forge.starter.recipe;

import dev.forge.archive.documents.Document;
import dev.forge.archive.documents.DocumentChange;
import dev.forge.archive.documents.DocumentEntry;
import dev.forge.archive.documents.Documents;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The originals with which recipes that arrive are compared; what is not there is refused. */
@Singleton
public class Recipes {
    // What a file of any system may be called, and an object of any store; a recipe's file is its name and .json.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Documents documents;

    Recipes(Documents documents) {
        this.documents = documents;
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Makes a new version, unless the newest says the same already. */
    public VersionPut put(String name, String text, Predicate<Optional<Integer>> expected) {
        List<Problem> problems = new ArrayList<>(RecipeText.problems(text));
        if (!isName(name)) {
            problems.addFirst(Problem.of(
                    "/name",
                    "\"" + name + "\" is no name of a recipe",
                    "use 1 to 100 letters, digits, dots, - and _, of which the first is a letter or a digit"));
        }
        if (!problems.isEmpty()) {
            throw Refusal.ofAll(ProblemCode.RECIPE_INVALID, problems);
        }
        return documents.put(name, text, newest -> RecipeText.same(newest, text), expected);
    }

    public Document newest(String name) {
        return known(name).flatMap(documents::newest).orElseThrow(() -> absent(name));
    }

    /** A version, also of a recipe that is deleted. */
    public Document version(String name, int version) {
        return known(name).flatMap(it -> documents.version(it, version)).orElseThrow(() -> absent(name, version));
    }

    public Page<DocumentEntry, String> list(Optional<String> after, int limit) {
        return documents.list(after, limit);
    }

    /** The newest first, deletions among them. */
    public Page<DocumentChange, Integer> history(String name, Optional<Integer> before, int limit) {
        return known(name)
                .map(it -> documents.history(it, before, limit))
                .filter(page -> before.isPresent() || !page.items().isEmpty())
                .orElseThrow(() -> absent(name));
    }

    /** Takes a recipe off the list; its versions stay. */
    public VersionDeletion delete(String name, Predicate<Integer> expected) {
        return known(name).map(it -> documents.delete(it, expected)).orElseGet(VersionDeletion.Absent::new);
    }

    /** Why there is no such recipe. */
    public Refusal absent(String name) {
        String why = last(name)
                .map(_ -> "is deleted; its versions are still there: look at the list of its versions,"
                        + " or put it again as the next.")
                .orElse("is not there: the list of recipes has those that are.");
        return Refusal.of(ProblemCode.RECIPE_NOT_FOUND, "The recipe \"" + name + "\" " + why);
    }

    private Refusal absent(String name, int version) {
        return last(name)
                .map(last -> Refusal.of(
                        ProblemCode.RECIPE_VERSION_NOT_FOUND,
                        "The recipe \"" + name + "\" has no version " + version
                                + (version <= last.version()
                                        ? ": that number is its deletion's."
                                        : ": the last is " + last.version() + ".")))
                .orElseGet(() -> absent(name));
    }

    private Optional<DocumentChange> last(String name) {
        return known(name)
                .flatMap(it -> documents.history(it, Optional.empty(), 1).items().stream()
                        .findFirst());
    }

    /** Empty where no recipe can have such a name. */
    private static Optional<String> known(String name) {
        return Optional.of(name).filter(Recipes::isName);
    }
}
