package dev.forge.archive.documents;

import dev.forge.archive.records.Page;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import java.util.Optional;
import java.util.function.Predicate;

/** Where there is no place for documents. */
record NoDocuments(String remedy) implements Documents {
    @Override
    public VersionPut put(String name, String text, Predicate<String> same, Predicate<Optional<Integer>> expected) {
        throw absent();
    }

    @Override
    public Optional<Document> newest(String name) {
        throw absent();
    }

    @Override
    public Optional<Document> version(String name, int version) {
        throw absent();
    }

    @Override
    public Page<DocumentEntry, String> list(Optional<String> after, int limit) {
        throw absent();
    }

    @Override
    public Page<DocumentChange, Integer> history(String name, Optional<Integer> before, int limit) {
        throw absent();
    }

    @Override
    public VersionDeletion delete(String name, Predicate<Integer> expected) {
        throw absent();
    }

    private DocumentsUnavailable absent() {
        return new DocumentsUnavailable(remedy);
    }
}
