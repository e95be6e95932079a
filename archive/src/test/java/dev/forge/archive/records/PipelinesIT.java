package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.VersionPut.Made;
import dev.forge.archive.records.VersionPut.Refused;
import dev.forge.archive.records.VersionPut.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PipelinesIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Pipelines pipelines = FRESH.archive().pipelines();

    @Test
    void anotherContentIsAnotherVersionAndTheSameIsNot() {
        assertThat(pipelines.put("weather", content("a"))).isEqualTo(new Made(1));
        assertThat(pipelines.put("weather", content("b"))).isEqualTo(new Made(2));
        assertThat(pipelines.put("weather", content("b"))).isEqualTo(new Unchanged(2));
        assertThat(pipelines.put("weather", content("a"))).isEqualTo(new Made(3));
    }

    @Test
    void theOrderOfFieldsIsKeptAndAnotherOneIsADifference() {
        pipelines.put("ordered", json("{\"name\": \"x\", \"env\": {\"BB\": \"1\", \"A\": \"$(BB)\"}}"));

        assertThat(pipelines.put("ordered", json("{\"name\": \"x\", \"env\": {\"A\": \"$(BB)\", \"BB\": \"1\"}}")))
                .isEqualTo(new Made(2));

        assertThat(pipelines.get("ordered", 1).orElseThrow().content())
                .hasToString("{\"name\":\"x\",\"env\":{\"BB\":\"1\",\"A\":\"$(BB)\"}}");
        assertThat(pipelines.get("ordered", 2).orElseThrow().content())
                .hasToString("{\"name\":\"x\",\"env\":{\"A\":\"$(BB)\",\"BB\":\"1\"}}");
    }

    @Test
    void anyVersionIsGivenAndWithoutANumberTheNewest() {
        pipelines.put("given", content("a"));
        pipelines.put("given", content("b"));

        PipelineVersion newest = pipelines.get("given").orElseThrow();
        assertThat(newest.version()).isEqualTo(2);
        assertThat(newest.content()).isEqualTo(content("b"));
        assertThat(pipelines.get("given", 2)).contains(newest);
        assertThat(pipelines.get("given", 1).map(PipelineVersion::content)).contains(content("a"));
        assertThat(pipelines.get("given", 3)).isEmpty();
        assertThat(pipelines.get("nobody")).isEmpty();
    }

    @Test
    void whoExpectsAnotherVersionIsRefusedAndToldTheNewest() {
        assertThat(pipelines.put("expected", content("a"), newest(1))).isEqualTo(new Refused(Optional.empty()));
        assertThat(pipelines.get("expected")).isEmpty();

        assertThat(pipelines.put("expected", content("a"), newest(0))).isEqualTo(new Made(1));
        assertThat(pipelines.put("expected", content("b"), newest(0))).isEqualTo(new Refused(Optional.of(1)));
        assertThat(pipelines.put("expected", content("b"), newest(1))).isEqualTo(new Made(2));
        assertThat(pipelines.put("expected", content("b"), newest(1))).isEqualTo(new Refused(Optional.of(2)));
        assertThat(pipelines.get("expected", 3)).isEmpty();
    }

    @Test
    void aDeletedPipelineKeepsItsHistoryAndGoesOnCounting() {
        pipelines.put("deleted", content("a"));
        pipelines.put("deleted", content("b"));

        assertThat(pipelines.delete("deleted", newest -> true)).isEqualTo(new VersionDeletion.Deleted(2));

        assertThat(pipelines.delete("deleted", newest -> true)).isEqualTo(new VersionDeletion.Absent());
        assertThat(pipelines.get("deleted")).isEmpty();
        assertThat(pipelines.get("deleted", 2).map(PipelineVersion::content)).contains(content("b"));
        assertThat(pipelines.versions("deleted", Optional.empty(), 10).items()).hasSize(2);
        assertThat(pipelines.put("deleted", content("b"), newest(2))).isEqualTo(new Refused(Optional.empty()));

        assertThat(pipelines.put("deleted", content("b"))).isEqualTo(new Made(3));
        assertThat(pipelines.get("deleted").map(PipelineVersion::version)).contains(3);
    }

    @Test
    void whoDeletesAnotherVersionThanTheNewestIsRefusedAndToldTheNewest() {
        pipelines.put("kept", content("a"));
        pipelines.put("kept", content("b"));

        assertThat(pipelines.delete("kept", newest -> newest == 1)).isEqualTo(new VersionDeletion.Refused(2));
        assertThat(pipelines.get("kept")).isPresent();
        assertThat(pipelines.delete("kept", newest -> newest == 2)).isEqualTo(new VersionDeletion.Deleted(2));
    }

    @Test
    void manyPutsAtOnceMakeAVersionForEachContent() throws Exception {
        List<VersionPut> puts = Together.all(50, number -> pipelines.put("busy", content("" + number % 2)));

        assertThat(puts).doesNotHaveAnyElementsOfTypes(Refused.class);
        List<Integer> made = puts.stream()
                .filter(Made.class::isInstance)
                .map(Made.class::cast)
                .map(Made::version)
                .sorted()
                .toList();
        assertThat(made).doesNotHaveDuplicates().startsWith(1);
        assertThat(made.getLast()).isEqualTo(made.size());
        assertThat(pipelines.versions("busy", Optional.empty(), 100).items())
                .extracting(Pipelines.Entry::version)
                .hasSameSizeAs(made);
    }

    @Test
    void ofManyThatExpectOneVersionOneWins() throws Exception {
        pipelines.put("raced", content("a"));

        List<VersionPut> puts = Together.all(50, number -> pipelines.put("raced", content("by-" + number), newest(1)));

        assertThat(puts).filteredOn(Made.class::isInstance).containsExactly(new Made(2));
        assertThat(puts).filteredOn(Refused.class::isInstance).hasSize(49).containsOnly(new Refused(Optional.of(2)));
    }

    @Test
    void versionsAreListedTheNewestFirst() {
        for (int number = 1; number <= 5; number++) {
            pipelines.put("versions", content("" + number));
        }

        var first = pipelines.versions("versions", Optional.empty(), 3);
        var rest = pipelines.versions("versions", first.next(), 3);

        assertThat(first.items()).extracting(Pipelines.Entry::version).containsExactly(5, 4, 3);
        assertThat(rest.items()).extracting(Pipelines.Entry::version).containsExactly(2, 1);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void pipelinesAreListedByNameWithoutTheDeleted() {
        for (String name : List.of("list-c", "list-a", "list-d", "list-b")) {
            pipelines.put(name, content("a"));
        }
        pipelines.put("list-a", content("b"));
        pipelines.delete("list-c", newest -> true);

        List<Pipelines.Entry> all = new ArrayList<>();
        Optional<String> place = Optional.empty();
        do {
            var page = pipelines.list(place, 2);
            all.addAll(page.items());
            place = page.next();
        } while (place.isPresent());

        assertThat(all)
                .filteredOn(entry -> entry.name().startsWith("list-"))
                .extracting(entry -> entry.name() + " " + entry.version())
                .containsExactly("list-a 2", "list-b 1", "list-d 1");
    }

    private static Predicate<Optional<Integer>> newest(int version) {
        return newest -> newest.orElse(0) == version;
    }

    private static JsonNode content(String image) {
        return json("{\"name\": \"weather\", \"modules\": [{\"name\": \"m\", \"image\": \"" + image + "\"}]}");
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
