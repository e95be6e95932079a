package dev.forge.archive;

import dev.forge.archive.documents.Document;
import dev.forge.archive.documents.DocumentChange;
import dev.forge.archive.documents.DocumentEntry;
import dev.forge.archive.documents.Documents;
import dev.forge.archive.documents.DocumentsUnavailable;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Documents in an object store. What was done to one is a row of objects that are only ever made, so that of several
 * writers each gets a number of its own; an empty one is a deletion. Beside it lies a copy of the newest text, which
 * follows that row and is gone where the document is deleted: for lists, and for who knows no versions.
 */
public final class ObjectDocuments implements Documents, AutoCloseable {
    private static final String JSON = "application/json";
    private static final String VERSION = "version";
    private static final String MAKER = "maker";

    /** The first key is a version's nearly always; a store may list one that is being written beside it. */
    private static final int MOST_BESIDE = 3;

    /** As often somebody else may come first before a call gives up. */
    private static final int MOST_TRIES = 50;

    private final DocumentSettings settings;
    private final DocumentKeys keys;
    private final LateClient client;
    private Optional<OnceMade> versions = Optional.empty();

    private ObjectDocuments(DocumentSettings settings) {
        this.settings = settings;
        this.keys = new DocumentKeys(settings.prefix());
        this.client = new LateClient(settings.access());
    }

    /** Documents of an object store, which is asked for nothing until the first call. */
    public static ObjectDocuments open(DocumentSettings settings) {
        return new ObjectDocuments(settings);
    }

    @Override
    public VersionPut put(String name, String text, Predicate<String> same, Predicate<Optional<Integer>> expected) {
        return asked(() -> repeated(name, () -> tryToPut(name, text, same, expected)));
    }

    /** Empty where somebody else has come first. */
    private Optional<VersionPut> tryToPut(
            String name, String text, Predicate<String> same, Predicate<Optional<Integer>> expected) {
        Optional<DocumentChange> last = last(name);
        Optional<Document> newest = last.flatMap(change -> read(name, change.version()));
        Optional<Integer> version = newest.map(Document::version);
        if (!expected.test(version)) {
            return Optional.of(newest.map(there -> completed(there, same, expected))
                    .orElseGet(() -> new VersionPut.Refused(version)));
        }
        if (newest.isPresent() && same.test(newest.get().text())) {
            mend(newest.get());
            return Optional.of(new VersionPut.Unchanged(newest.get().version()));
        }
        int next = last.map(DocumentChange::version).orElse(0) + 1;
        if (!make(name, next, text.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        follow(name);
        return Optional.of(new VersionPut.Made(next));
    }

    /**
     * A put that failed before the copy had followed is done again as if for the first time. That somebody else may have
     * made the same of the same version is no matter: what was wanted is there (RFC 9110, 13.1.1).
     */
    private VersionPut completed(Document newest, Predicate<String> same, Predicate<Optional<Integer>> expected) {
        mend(newest);
        boolean done = same.test(newest.text())
                && expected.test(read(newest.name(), newest.version() - 1).map(Document::version));
        return done ? new VersionPut.Made(newest.version()) : new VersionPut.Refused(Optional.of(newest.version()));
    }

    @Override
    public VersionDeletion delete(String name, Predicate<Integer> expected) {
        return asked(() -> repeated(name, () -> tryToDelete(name, expected)));
    }

    private Optional<VersionDeletion> tryToDelete(String name, Predicate<Integer> expected) {
        Optional<DocumentChange> last = last(name);
        Optional<DocumentChange> there = last.filter(change -> !change.deleted());
        if (there.isEmpty()) {
            return Optional.of(last.map(deletion -> completed(name, deletion.version() - 1, expected))
                    .orElseGet(VersionDeletion.Absent::new));
        }
        int version = there.get().version();
        if (!expected.test(version)) {
            return Optional.of(new VersionDeletion.Refused(version));
        }
        if (!make(name, version + 1, new byte[0])) {
            return Optional.empty();
        }
        follow(name);
        return Optional.of(new VersionDeletion.Deleted(version));
    }

    /** A deletion that failed before its copy was gone is done again as if for the first time. */
    private VersionDeletion completed(String name, int version, Predicate<Integer> expected) {
        if (head(keys.newest(name)).isEmpty()) {
            return new VersionDeletion.Absent();
        }
        follow(name);
        return expected.test(version) ? new VersionDeletion.Deleted(version) : new VersionDeletion.Absent();
    }

    private <T> T repeated(String name, Supplier<Optional<T>> attempt) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<T> done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new IllegalStateException("others have changed " + name + " " + MOST_TRIES + " times meanwhile");
    }

    private boolean make(String name, int version, byte[] bytes) {
        String key = keys.version(name, version);
        String maker = UUID.randomUUID().toString();
        return versions().make(key, JSON, Map.of(MAKER, maker), bytes) || isOurs(key, maker);
    }

    /** The SDK asks again when an answer was lost, and then meets its own work. */
    private boolean isOurs(String key, String maker) {
        return head(key)
                .filter(head -> maker.equals(head.metadata().get(MAKER)))
                .isPresent();
    }

    /** Brings the copy to where the versions are. Whoever writes looks once more, so that the last one leaves it right. */
    private void follow(String name) {
        Optional<DocumentChange> shown = Optional.empty();
        Optional<DocumentChange> last = last(name);
        while (!last.equals(shown)) {
            shown = last;
            last.flatMap(change -> read(name, change.version()))
                    .ifPresentOrElse(this::copy, () -> remove(keys.newest(name)));
            last = last(name);
        }
    }

    /** The copy of somebody who died between a version and its copy. */
    private void mend(Document newest) {
        String version = Integer.toString(newest.version());
        if (head(keys.newest(newest.name()))
                .filter(copy -> version.equals(copy.metadata().get(VERSION)))
                .isEmpty()) {
            follow(newest.name());
        }
    }

    private void copy(Document newest) {
        s3().putObject(
                        request -> request.bucket(settings.bucket())
                                .key(keys.newest(newest.name()))
                                .contentType(JSON)
                                .metadata(Map.of(VERSION, Integer.toString(newest.version()))),
                        RequestBody.fromString(newest.text()));
    }

    private void remove(String key) {
        s3().deleteObject(request -> request.bucket(settings.bucket()).key(key));
    }

    @Override
    public Optional<Document> newest(String name) {
        return asked(() -> last(name).flatMap(change -> read(name, change.version())));
    }

    @Override
    public Optional<Document> version(String name, int version) {
        return asked(() -> read(name, version));
    }

    private Optional<Document> read(String name, int version) {
        try {
            ResponseBytes<GetObjectResponse> object = s3().getObjectAsBytes(
                            request -> request.bucket(settings.bucket()).key(keys.version(name, version)));
            String text = object.asString(StandardCharsets.UTF_8);
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Document(name, version, object.response().lastModified(), text));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(
                    s3().headObject(request -> request.bucket(settings.bucket()).key(key)));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    @Override
    public Page<DocumentEntry, String> list(Optional<String> after, int limit) {
        return asked(() -> page(
                keys.newest(),
                after.map(keys::newest),
                limit,
                object -> keys.name(object.key())
                        .map(name -> new DocumentEntry(name, object.lastModified(), object.size())),
                DocumentEntry::name));
    }

    @Override
    public Page<DocumentChange, Integer> history(String name, Optional<Integer> before, int limit) {
        return asked(() -> page(
                keys.versions(name),
                before.map(version -> keys.version(name, version)),
                limit,
                object -> change(name, object),
                DocumentChange::version));
    }

    private Optional<DocumentChange> last(String name) {
        return page(keys.versions(name), Optional.empty(), 1, object -> change(name, object), DocumentChange::version)
                .items()
                .stream()
                .findFirst();
    }

    private Optional<DocumentChange> change(String name, S3Object object) {
        return keys.version(name, object.key()).stream()
                .mapToObj(version ->
                        new DocumentChange(version, object.lastModified(), object.size() == 0, object.size()))
                .findFirst();
    }

    private <T, C> Page<T, C> page(
            String prefix,
            Optional<String> after,
            int limit,
            Function<S3Object, Optional<T>> item,
            Function<T, C> cursor) {
        List<T> found = s3()
                .listObjectsV2Paginator(request -> {
                    request.bucket(settings.bucket()).prefix(prefix).maxKeys(limit + MOST_BESIDE);
                    after.ifPresent(request::startAfter);
                })
                .contents()
                .stream()
                .flatMap(object -> item.apply(object).stream())
                .limit(limit + 1L)
                .toList();
        return Page.of(found, limit, cursor);
    }

    private S3Client s3() {
        return client.get();
    }

    private synchronized OnceMade versions() {
        OnceMade made =
                versions.orElseGet(() -> new OnceMade(s3(), settings.bucket(), settings.prefix() + "versions/.once"));
        versions = Optional.of(made);
        return made;
    }

    private <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException | IllegalStateException e) {
            throw new DocumentsUnavailable(
                    "The object store " + settings.shown() + " does not serve (" + e.getMessage()
                            + "): see to the bucket, its address and the credentials.",
                    e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
