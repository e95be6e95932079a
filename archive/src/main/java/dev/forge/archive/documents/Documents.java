package dev.forge.archive.documents;

import dev.forge.archive.records.Page;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Documents with a name, in all their versions. Names are the caller's to check. Each call may end in
 * {@link DocumentsUnavailable}; all may be made again.
 */
public interface Documents {
    /**
     * Makes a new version, unless the newest says the same already. Of several at once each gets a version of its own, or
     * is refused; who says the same as one that has gone through, and expected the same, is answered as that one. So a call
     * that ended in {@link DocumentsUnavailable} is made again as it was.
     *
     * @param same whether the newest version's text says just what this one does
     * @param expected which version has to be the newest; empty: there is none, or none any more
     */
    VersionPut put(String name, String text, Predicate<String> same, Predicate<Optional<Integer>> expected);

    /** The newest version; empty where there is none, or it is deleted. */
    Optional<Document> newest(String name);

    /** A version, also of a document that is deleted; empty where there is none, or it is a deletion. */
    Optional<Document> version(String name, int version);

    /**
     * Documents that are there, in the order of their names' letters.
     *
     * @param after the last name of the page before
     */
    Page<DocumentEntry, String> list(Optional<String> after, int limit);

    /**
     * What was done to a document, the newest first, also of one that is deleted; no items where there never was one.
     *
     * @param before the last version of the page before
     */
    Page<DocumentChange, Integer> history(String name, Optional<Integer> before, int limit);

    /** Takes a document off the list; its versions stay, and what is put under the name later goes on counting. */
    VersionDeletion delete(String name, Predicate<Integer> expected);

    /**
     * None, and no place for any.
     *
     * @param remedy a sentence that says what to set
     */
    static Documents absent(String remedy) {
        return new NoDocuments(remedy);
    }
}
