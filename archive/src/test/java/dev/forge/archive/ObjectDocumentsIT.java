package dev.forge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.forge.archive.documents.Document;
import dev.forge.archive.documents.DocumentChange;
import dev.forge.archive.documents.DocumentEntry;
import dev.forge.archive.documents.DocumentsUnavailable;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class ObjectDocumentsIT {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static ObjectDocuments documents;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(folder);
        documents = ObjectDocuments.open(settings(S3Server.BUCKET));
    }

    @AfterAll
    static void stop() {
        documents.close();
        server.close();
    }

    @Test
    void versionsAreNumberedAndNeverChange() {
        assertThat(put("count", "a")).isEqualTo(new VersionPut.Made(1));
        assertThat(put("count", "ä")).isEqualTo(new VersionPut.Made(2));
        assertThat(put("count", "ä")).isEqualTo(new VersionPut.Unchanged(2));

        assertThat(documents.newest("count").map(Document::text)).contains("ä");
        assertThat(documents.version("count", 1).map(Document::text)).contains("a");
        assertThat(documents.version("count", 3)).isEmpty();
        assertThat(documents.history("count", Optional.empty(), 10).items())
                .extracting(DocumentChange::version, DocumentChange::bytes)
                .containsExactly(tuple(2, 2L), tuple(1, 1L));
    }

    @Test
    void theNewestLiesUnderAKeyOfItsOwnToo() {
        put("copy", "a");
        put("copy", "b");

        assertThat(copy("copy")).isEqualTo("b");
        assertThat(head("copy").metadata()).containsEntry("version", "2");
    }

    @Test
    void aDeletionIsAPartOfTheHistory() {
        put("gone", "a");

        assertThat(documents.delete("gone", version -> version == 2)).isEqualTo(new VersionDeletion.Refused(1));
        assertThat(documents.delete("gone", version -> version == 1)).isEqualTo(new VersionDeletion.Deleted(1));
        assertThat(documents.delete("gone", version -> true)).isEqualTo(new VersionDeletion.Absent());

        assertThat(documents.newest("gone")).isEmpty();
        assertThat(documents.version("gone", 1).map(Document::text)).contains("a");
        assertThat(documents.version("gone", 2)).isEmpty();
        assertThatThrownBy(() -> head("gone")).isInstanceOf(NoSuchKeyException.class);
        assertThat(names()).doesNotContain("gone");
        assertThat(put("gone", "a")).isEqualTo(new VersionPut.Made(3));
        assertThat(copy("gone")).isEqualTo("a");
        assertThat(documents.history("gone", Optional.empty(), 10).items())
                .extracting(DocumentChange::version, DocumentChange::deleted)
                .containsExactly(tuple(3, false), tuple(2, true), tuple(1, false));
    }

    @Test
    void whatIsExpectedIsAskedOfTheNewest() {
        assertThat(documents.put("expect", "a", "a"::equals, Optional::isPresent))
                .isEqualTo(new VersionPut.Refused(Optional.empty()));
        put("expect", "a");
        assertThat(documents.put("expect", "b", "b"::equals, Optional::isEmpty))
                .isEqualTo(new VersionPut.Refused(Optional.of(1)));
        assertThat(documents.put("expect", "b", "b"::equals, newest -> newest.equals(Optional.of(1))))
                .isEqualTo(new VersionPut.Made(2));
    }

    @Test
    void ofManyWritersAtOnceEachGetsAVersionOfItsOwnAndTheCopyIsTheLast() throws Exception {
        List<VersionPut> made = atOnce(8, i -> put("crowd", "text " + i));

        assertThat(made)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 8)
                        .<VersionPut>mapToObj(VersionPut.Made::new)
                        .toList());
        assertThat(copy("crowd"))
                .isEqualTo(documents.version("crowd", 8).orElseThrow().text());
    }

    @Test
    void ofManyWritersWithTheSameExpectationOneGoesThrough() throws Exception {
        put("race", "first");

        List<VersionPut> came = atOnce(
                6,
                i -> documents.put(
                        "race", "text " + i, ("text " + i)::equals, newest -> newest.equals(Optional.of(1))));

        assertThat(came).filteredOn(VersionPut.Made.class::isInstance).containsExactly(new VersionPut.Made(2));
        assertThat(came)
                .filteredOn(VersionPut.Refused.class::isInstance)
                .hasSize(5)
                .containsOnly(new VersionPut.Refused(Optional.of(2)));
    }

    @Test
    void writersAndDeletersAtOnceLeaveACopyThatFitsTheHistory() throws Exception {
        put("mixed", "first");

        atOnce(
                8,
                i -> (i % 2 == 0)
                        ? put("mixed", "text " + i).toString()
                        : documents.delete("mixed", version -> true).toString());

        Optional<String> newest = documents.newest("mixed").map(Document::text);
        assertThat(names().contains("mixed")).isEqualTo(newest.isPresent());
        newest.ifPresent(text -> assertThat(copy("mixed")).isEqualTo(text));
    }

    @Test
    void aCopyThatIsBehindIsMendedByTheSamePut() {
        put("behind", "a");
        put("behind", "b");
        layCopy("behind", "1", "a");

        assertThat(put("behind", "b")).isEqualTo(new VersionPut.Unchanged(2));
        assertThat(copy("behind")).isEqualTo("b");
    }

    @Test
    void aPutThatFailedHalfwayIsCompletedByTheSameOneWithItsExpectation() {
        put("again", "a");
        put("again", "b");
        layCopy("again", "1", "a");

        assertThat(putAfter("again", "b", Optional.of(1))).isEqualTo(new VersionPut.Made(2));
        assertThat(copy("again")).isEqualTo("b");
        assertThat(documents.version("again", 3)).isEmpty();
    }

    @Test
    void aFirstPutThatFailedHalfwayIsCompletedByTheSameOneThatExpectsNone() {
        put("first", "a");
        removeCopy("first");

        assertThat(putAfter("first", "a", Optional.empty())).isEqualTo(new VersionPut.Made(1));
        assertThat(copy("first")).isEqualTo("a");
    }

    @Test
    void aPutAfterADeletionThatFailedHalfwayIsCompletedByTheSameOneThatExpectsNone() {
        put("anew", "a");
        delete("anew");
        put("anew", "a");
        removeCopy("anew");

        assertThat(putAfter("anew", "a", Optional.empty())).isEqualTo(new VersionPut.Made(3));
        assertThat(copy("anew")).isEqualTo("a");
    }

    @Test
    void aPutThatFailedHalfwayIsNotTheOneOfWhoSaysOrExpectsSomethingElse() {
        put("other", "a");
        put("other", "b");
        layCopy("other", "1", "a");

        assertThat(putAfter("other", "c", Optional.of(1))).isEqualTo(new VersionPut.Refused(Optional.of(2)));
        assertThat(copy("other")).isEqualTo("b");
        assertThat(putAfter("other", "b", Optional.of(7))).isEqualTo(new VersionPut.Refused(Optional.of(2)));
        assertThat(putAfter("other", "b", Optional.empty())).isEqualTo(new VersionPut.Refused(Optional.of(2)));
    }

    @Test
    void aDeletionThatFailedHalfwayIsCompletedByTheNextOne() {
        put("half", "a");
        put("half", "b");
        delete("half");
        layCopy("half", "2", "b");

        assertThat(names()).contains("half");
        assertThat(documents.delete("half", version -> version == 2)).isEqualTo(new VersionDeletion.Deleted(2));
        assertThat(names()).doesNotContain("half");
        assertThat(documents.delete("half", version -> version == 2)).isEqualTo(new VersionDeletion.Absent());
        assertThat(documents.history("half", Optional.empty(), 10).items())
                .extracting(DocumentChange::version, DocumentChange::deleted)
                .containsExactly(tuple(3, true), tuple(2, false), tuple(1, false));
    }

    @Test
    void aDeletionThatFailedHalfwayIsNotTheOneOfWhoExpectsAnotherVersion() {
        put("half-other", "a");
        delete("half-other");
        layCopy("half-other", "1", "a");

        assertThat(documents.delete("half-other", version -> version == 7)).isEqualTo(new VersionDeletion.Absent());
        assertThat(names()).doesNotContain("half-other");
    }

    @Test
    void listsGoOnFromWhereTheyEnded() {
        List<String> all = List.of("list-a", "list-a.b", "list-b", "list-c", "list-d");
        all.forEach(name -> put(name, name));

        Page<DocumentEntry, String> first = documents.list(Optional.of("list-"), 2);
        Page<DocumentEntry, String> second = documents.list(first.next(), 2);

        assertThat(first.items()).extracting(DocumentEntry::name).containsExactly("list-a.b", "list-a");
        assertThat(second.items()).extracting(DocumentEntry::name).containsExactly("list-b", "list-c");
        assertThat(documents.list(second.next(), 2).items().getFirst().name()).isEqualTo("list-d");
    }

    @Test
    void historiesGoOnFromWhereTheyEnded() {
        IntStream.rangeClosed(1, 12).forEach(i -> put("long", "text " + i));

        Page<DocumentChange, Integer> first = documents.history("long", Optional.empty(), 5);
        Page<DocumentChange, Integer> second = documents.history("long", first.next(), 5);
        Page<DocumentChange, Integer> third = documents.history("long", second.next(), 5);

        assertThat(first.items()).extracting(DocumentChange::version).containsExactly(12, 11, 10, 9, 8);
        assertThat(second.items()).extracting(DocumentChange::version).containsExactly(7, 6, 5, 4, 3);
        assertThat(third.items()).extracting(DocumentChange::version).containsExactly(2, 1);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        try (ObjectDocuments elsewhere = ObjectDocuments.open(settings("no-such-bucket"))) {
            assertThatThrownBy(() -> elsewhere.newest("a"))
                    .isInstanceOf(DocumentsUnavailable.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageEndingWith("see to the bucket, its address and the credentials.");
            assertThatThrownBy(() -> elsewhere.put("a", "{}", text -> false, newest -> true))
                    .isInstanceOf(DocumentsUnavailable.class);
        }
    }

    /** As somebody leaves it who dies before the copy follows. */
    private static void layCopy(String name, String version, String text) {
        server.client()
                .putObject(
                        request -> request.bucket(S3Server.BUCKET)
                                .key("recipes/newest/" + name + ".json")
                                .metadata(Map.of("version", version)),
                        RequestBody.fromString(text));
    }

    private static void removeCopy(String name) {
        server.client()
                .deleteObject(request -> request.bucket(S3Server.BUCKET).key("recipes/newest/" + name + ".json"));
    }

    private static VersionPut putAfter(String name, String text, Optional<Integer> newest) {
        return documents.put(name, text, text::equals, newest::equals);
    }

    private static void delete(String name) {
        assertThat(documents.delete(name, version -> true)).isInstanceOf(VersionDeletion.Deleted.class);
    }

    private static VersionPut put(String name, String text) {
        return documents.put(name, text, text::equals, newest -> true);
    }

    private static List<String> names() {
        return documents.list(Optional.empty(), 100).items().stream()
                .map(DocumentEntry::name)
                .toList();
    }

    private static String copy(String name) {
        return server.client()
                .getObjectAsBytes(request -> request.bucket(S3Server.BUCKET).key("recipes/newest/" + name + ".json"))
                .asUtf8String();
    }

    private static HeadObjectResponse head(String name) {
        return server.client()
                .headObject(request -> request.bucket(S3Server.BUCKET).key("recipes/newest/" + name + ".json"));
    }

    private static DocumentSettings settings(String bucket) {
        return new DocumentSettings(server.settings().access(), bucket, "recipes/");
    }

    private interface Work<T> {
        T of(int number);
    }

    private static <T> List<T> atOnce(int writers, Work<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, writers)
                    .<Callable<T>>mapToObj(i -> () -> work.of(i))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
